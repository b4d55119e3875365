import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { estateBeside } from './estate';
import { services, teamOf, teams, users } from './organisation';

/** How many entities the catalog of a portal has, where that is more than the organisation. */
export const ENTITIES_VARIABLE = 'BENCH_ENTITIES';

const LOCATION = 'url:https://bench.example/catalog.yaml';

function entity(
  kind: string,
  ref: string,
  spec: Entity['spec'],
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      ...metadata,
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

/** The same with so many beside that they are that many together, if that is asked for. */
function asked(): Entity[] {
  const wanted = Number(process.env[ENTITIES_VARIABLE] ?? 0);
  if (wanted === 0) return entities();
  return [
    ...entities(),
    ...estateBeside(wanted).map(({ kind, ref, metadata, spec }) =>
      entity(kind, ref, spec, metadata),
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
              entities: asked().map(e => ({
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
