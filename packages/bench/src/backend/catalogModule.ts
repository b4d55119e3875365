import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { services, teamOf, teams, users } from './organisation';

const LOCATION = 'url:https://bench.example/catalog.yaml';

function entity(kind: string, ref: string, spec: Entity['spec']): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: ref.split('/')[1],
      annotations: {
        'backstage.io/managed-by-location': LOCATION,
        'backstage.io/managed-by-origin-location': LOCATION,
      },
    },
    spec,
  };
}

/** The entities of the bench's organisation. */
export function entities(): Entity[] {
  return [
    ...teams.map(ref => entity('Group', ref, { type: 'team', children: [] })),
    ...users.map((ref, n) =>
      entity('User', ref, {
        profile: { displayName: `Person ${n}` },
        memberOf: [teamOf(n)],
      }),
    ),
    ...services.map((ref, n) =>
      entity('Component', ref, {
        type: 'service',
        lifecycle: 'production',
        owner: teamOf(n),
      }),
    ),
  ];
}

/** Puts the organisation of the bench into the catalog, as an entity provider does. */
export const benchCatalog = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench-organisation',
  register(reg) {
    reg.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'bench-organisation',
          async connect(connection: EntityProviderConnection) {
            await connection.applyMutation({
              type: 'full',
              entities: entities().map(e => ({
                entity: e,
                locationKey: 'bench',
              })),
            });
          },
        });
      },
    });
  },
});
