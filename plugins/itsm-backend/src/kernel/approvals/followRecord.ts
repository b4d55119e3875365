import type { ApprovalState, LinkKind } from '@callboard/plugin-itsm-common';
import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import type { RegisteredType } from '../RecordTypes';

/** What a change of a record makes of its approval. */
export interface Becomes {
  approval?: ApprovalState;
  /** How the open round ends by it, if at all. */
  ends?: 'superseded' | 'withdrawn';
  /** What changed of what was to be approved. */
  fields: string[];
  links: LinkKind[];
  /** Why the change cannot be. */
  refused?: string;
}

/** Whether a transition leads out of the record's status. */
export function canTake(
  type: RegisteredType,
  name: string | undefined,
  status: string,
): boolean {
  return type.lifecycle.transitions.some(
    t => t.name === name && t.from.includes(status),
  );
}

/** Whether a record is different from what was asked or approved. */
export function changesWhatWasApproved(
  { approval: rule }: RegisteredType,
  before: StoredRecord,
  after: StoredRecord,
): boolean {
  if (before.approval !== 'requested' && before.approval !== 'approved')
    return false;
  return Boolean(rule?.protects.some(key => before[key] !== after[key]));
}

/**
 * What a change of a record that is no step on its approval makes of it:
 *
 * - A change of what was to be approved makes it stale, so that nothing else is done than what was
 *   approved. Where it cannot be asked again, the change is refused; what the product itself works
 *   out anew goes on, for nobody could do anything about it.
 * - A record that goes back to where it is written begins anew, as does one that comes back to be
 *   approved again.
 * - One that needs no approval any more, because it was cancelled, is not asked about any more.
 */
export function becomesOf(input: {
  type: RegisteredType;
  before: StoredRecord;
  after: StoredRecord;
  /** Kinds of links that come or go. */
  links: ReadonlySet<LinkKind>;
  caller: Caller;
}): Becomes {
  const { type, before, after, caller } = input;
  const rule = type.approval!;
  const fields = rule.protects.filter(key => before[key] !== after[key]);
  const links = (rule.protectsLinks ?? []).filter(k => input.links.has(k));
  const { approval } = after;
  const same: Becomes = { approval, fields, links };
  if (!approval) return same;
  const moved = before.status !== after.status;
  if (moved && after.statusCategory === 'draft')
    return { ...same, approval: undefined, ends: 'withdrawn' };
  const asked = rule.asks(after) !== undefined;
  const askable = asked || canTake(type, rule.askAgain, after.status);
  const touched = fields.length + links.length > 0;
  if (
    touched &&
    askable &&
    (approval === 'requested' || approval === 'approved')
  )
    return { ...same, approval: 'stale', ends: 'superseded' };
  if (
    touched &&
    approval === 'approved' &&
    !askable &&
    caller.kind !== 'system'
  ) {
    const labels = [
      ...fields.map(key => type.fields.get(key)?.label ?? key),
      ...links.map(() => 'What it affects'),
    ];
    const { label } = type.lifecycle.states[after.status];
    return {
      ...same,
      refused: `${labels.join(', ')} of ${
        after.number
      } was approved as it is, and it is ${label} now; say in a comment what is different`,
    };
  }
  if (!moved) return same;
  if (!askable && (approval === 'requested' || approval === 'stale'))
    return { ...same, approval: undefined, ends: 'withdrawn' };
  const enters = asked && rule.asks(before) === undefined;
  const undecided =
    approval === 'rejected' ||
    (approval === 'approved' && canTake(type, rule.approve, after.status));
  if (enters && undecided)
    return { ...same, approval: undefined, ends: 'withdrawn' };
  return same;
}
