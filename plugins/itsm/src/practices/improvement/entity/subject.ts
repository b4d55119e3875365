import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { DashboardSubject } from '../addresses';

/** What is counted of an entity. */
export function subjectOf(
  entity: Entity,
): Extract<DashboardSubject, { ref: string }> {
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  return { of: ref.startsWith('group:') ? 'team' : 'service', ref };
}
