import type { Entity } from '@backstage/catalog-model';

/** All direct relations of an entity. */
export function Relations(_props: { entity: Entity }) {
  return null;
}
