import type { JournalEntry } from '@callboard/plugin-itsm-common';

/** What an entry about an approval says, so that the page can find its words. */
export type ApprovalStory =
  | 'asked'
  | 'approved'
  | 'rejected'
  | 'expired'
  | 'stale'
  | 'escalated'
  | 'replaced'
  | 'closed'
  | 'withdrawn'
  | 'reminded';

/** Tells apart what happened to an approval; undefined if the entry is about something else. */
export function approvalStoryOf(
  entry: JournalEntry,
): ApprovalStory | undefined {
  const { approval, kind } = entry;
  if (!approval) return undefined;
  switch (kind) {
    case 'approval.asked':
      return 'asked';
    case 'approval.decided':
      if (approval.decision === 'approve') return 'approved';
      // No person rejected: the time to decide ran out.
      return isProduct(entry.actorRef) ? 'expired' : 'rejected';
    case 'approval.stale':
      return 'stale';
    case 'approval.escalated':
      return 'escalated';
    case 'approval.seat-replaced':
      return approval.askedRefs.length > 0 ? 'replaced' : 'closed';
    case 'approval.withdrawn':
      return 'withdrawn';
    case 'approval.reminded':
      return 'reminded';
    default:
      return undefined;
  }
}

/** Whether the product itself did it, and no person and no other system. */
export function isProduct(actorRef: string | undefined): boolean {
  return actorRef === 'service:default/callboard';
}

/**
 * Leaves out what only repeats an entry about an approval of the same command: that the record says
 * how its approval stands, and that those who are asked take part in it. So is what changed nothing that
 * people are told of.
 */
export function withoutEchoes(
  entries: readonly JournalEntry[],
): readonly JournalEntry[] {
  const told = new Set(
    entries
      .filter(entry => approvalStoryOf(entry))
      .map(({ commandId }) => commandId),
  );
  const isEcho = ({
    commandId,
    kind,
    changes,
    participant,
    ...entry
  }: JournalEntry) =>
    told.has(commandId) &&
    (participant?.role === 'approver' ||
      (kind === 'record.changed' &&
        !entry.transition &&
        changes.length > 0 &&
        changes.every(({ field }) => field === 'approval')));
  // Nothing but what the product keeps for itself changed.
  const tellsNothing = ({ kind, transition, changes }: JournalEntry) =>
    kind === 'record.changed' && !transition && changes.length === 0;
  const left = entries.filter(e => !isEcho(e) && !tellsNothing(e));
  return left.length === entries.length ? entries : left;
}
