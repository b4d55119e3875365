import type {
  Lifecycle,
  LifecycleTransition,
} from '@callboard/plugin-itsm-common';
import type { BulkItem } from './types';

/** A transition with how many of the selected records could take it from where they are. */
export interface BulkTransition {
  transition: LifecycleTransition;
  count: number;
}

/**
 * The transitions that at least one of the records could take, for those who work on them. Whether
 * each may, the server says for each.
 */
export function bulkTransitions(
  lifecycle: Lifecycle,
  items: readonly Pick<BulkItem, 'status'>[],
): BulkTransition[] {
  return lifecycle.transitions
    .filter(transition => transition.who.includes('worker'))
    .map(transition => ({
      transition,
      count: items.filter(item => transition.from.includes(item.status)).length,
    }))
    .filter(({ count }) => count > 0);
}

/** The fields that a transition of many records asks for: those that nothing else fills. */
export function bulkFields(transition: LifecycleTransition) {
  const required = (transition.required ?? []).filter(
    key => !transition.defaults?.[key],
  );
  return { required, optional: transition.optional ?? [] };
}
