import type { Entity } from '@backstage/catalog-model';
import { parseEntityRef } from '@backstage/catalog-model';
import { REDUNDANCY_ANNOTATION } from '@callboard/plugin-itsm-common';
import type { RecordChange, RecordValues } from '@callboard/plugin-itsm-node';

/** An entity as the catalog has it, by its reference and what it depends on. */
export function entity(
  ref: string,
  dependsOn: readonly string[] = [],
  redundancy?: string,
): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace,
      annotations: redundancy
        ? { [REDUNDANCY_ANNOTATION]: redundancy }
        : undefined,
    },
    spec: { type: 'service' },
    relations: dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
  };
}

/**
 * A shop in a namespace of its own: the database under it, which stands on a disk, and a second
 * database, of which the orders need one.
 */
export function shopIn(namespace: string): Entity[] {
  const component = (name: string) => `component:${namespace}/${name}`;
  const resource = (name: string) => `resource:${namespace}/${name}`;
  return [
    entity(component('shop'), [component('cart'), component('orders')]),
    entity(component('cart'), [resource('db')]),
    entity(
      component('orders'),
      [resource('db'), resource('db2')],
      `1 of ${resource('db')}, ${resource('db2')}`,
    ),
    entity(resource('db'), [resource('disk')]),
    entity(resource('db2')),
    entity(resource('disk')),
    entity(component('aside')),
  ];
}

/**
 * A change of items of the shop, with all that is needed to submit it.
 *
 * @param plannedStart - milliseconds since the epoch, as the end
 */
export const aChangeOf = (
  affects: readonly string[],
  plannedStart: number,
  plannedEnd: number,
  more: RecordValues,
): RecordChange => ({
  create: 'change',
  set: {
    title: `Change of ${affects.map(a => a.split('/')[1]).join(', ')}`,
    changeType: 'normal',
    justification: 'It must be.',
    plan: 'Do it.',
    testEvidence: 'Done before.',
    rollbackPlan: 'Undo it.',
    plannedStart,
    plannedEnd,
    ...more,
  },
  entityLinks: affects.map(target => ({ kind: 'affects', target })),
});
