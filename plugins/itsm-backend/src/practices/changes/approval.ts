import type { RecordValues } from '@callboard/plugin-itsm-node';

/**
 * When somebody has to decide about a change: before it is done, and about an emergency when it has
 * begun or is done. A pre-approved standard change never comes to be authorised.
 */
export function asksForApproval(
  change: Readonly<RecordValues>,
): 'before' | 'after' | undefined {
  if (change.status === 'authorize') return 'before';
  const begun = change.status === 'implement' || change.status === 'review';
  return begun && change.changeType === 'emergency' ? 'after' : undefined;
}

/** Who decides follows from the risk, which is worked out a moment after the change was written. */
export const waitsForRisk = (change: Readonly<RecordValues>): boolean =>
  change.status === 'authorize' && change.risk === undefined;
