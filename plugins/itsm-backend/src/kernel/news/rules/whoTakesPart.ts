import type { NewsInput } from '@callboard/plugin-itsm-node';

/**
 * Who hears of what is said on a record: requester, watchers and assignee; of what is internal,
 * those who work on it and watch it. As long as nobody has taken the record, its group stands in
 * for the assignee.
 */
export function whoTakesPart({
  entry,
  record,
  participants,
}: NewsInput): (string | undefined)[] {
  const workers = [
    record.assigneeRef ?? record.ownerRef,
    ...participants
      .filter(p => p.role === 'collaborator' || p.role === 'watcher')
      .map(p => p.principalRef),
  ];
  if (entry.audience === 'internal') return workers;
  return [record.requesterRef, record.requestedForRef, ...workers];
}
