import type { Entity } from '@backstage/catalog-model';
import { nameOf, REDUNDANCY_ANNOTATION } from '@callboard/plugin-itsm-common';
import { Random } from '../seed/random';
import { sentence } from '../seed/words';
import type { Kind, Landscape } from './landscape';

const TYPES: Record<Kind, readonly string[]> = {
  group: ['team', 'team', 'team', 'business-unit'],
  domain: ['product-area'],
  system: ['product', 'platform'],
  resource: ['database', 'database', 's3-bucket', 'queue', 'cluster'],
  api: ['openapi', 'openapi', 'grpc', 'asyncapi'],
  component: ['service', 'service', 'service', 'website', 'library'],
};
const KINDS: Record<Kind, string> = {
  group: 'Group',
  domain: 'Domain',
  system: 'System',
  resource: 'Resource',
  api: 'API',
  component: 'Component',
};

/** An item of a landscape as the catalog sends it. */
export function entityOf(landscape: Landscape, item: number): Entity {
  const random = new Random(item + 1);
  const kind = landscape.kindOf(item);
  const name = landscape.nameOf(item);
  const redundant = landscape.redundancyOf(item);
  const place = `url:https://git.example/${name}/catalog-info.yaml`;
  const relations = landscape.relationsOf(item).map(({ type, target }) => ({
    type,
    targetRef: landscape.refOf(target),
  }));
  const owner = relations.find(({ type }) => type === 'ownedBy')?.targetRef;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: KINDS[kind],
    metadata: {
      name,
      namespace: 'default',
      uid: `00000000-0000-4000-8000-${String(item).padStart(12, '0')}`,
      etag: landscape.etagOf(item),
      title: sentence(random, 3),
      description: sentence(random, 12),
      labels: { version: String(landscape.versionOf(item)) },
      tags: [sentence(random, 1), sentence(random, 1)],
      annotations: {
        'backstage.io/managed-by-location': place,
        'backstage.io/managed-by-origin-location': place,
        'backstage.io/source-location': `url:https://git.example/${name}/`,
        ...(redundant && {
          [REDUNDANCY_ANNOTATION]: `1 of ${redundant
            .map(one => landscape.refOf(one))
            .join(', ')}`,
        }),
      },
    },
    spec: {
      type: random.pick(TYPES[kind]),
      ...(kind === 'group'
        ? { children: [] }
        : { lifecycle: 'production', owner: nameOf(owner ?? 'unknown') }),
    },
    relations,
  };
}
