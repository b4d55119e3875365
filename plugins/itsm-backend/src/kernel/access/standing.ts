import type { Standing } from '@callboard/plugin-itsm-common';
import { hasRole, type Caller } from '@callboard/plugin-itsm-node';

/** What is needed of a record to say what somebody is to it. */
export interface StandingSubject {
  ownerRef?: unknown;
  assigneeRef?: unknown;
  requesterRef?: unknown;
  requestedForRef?: unknown;
}

/**
 * What the caller is to a record.
 *
 * - The requester is whom the record is for: `requestedFor` if set, else who filed it.
 * - Workers are the assignee, members of the owner group, collaborators, and the role `agent`.
 * - The role `agent` does not make a worker of the record's own requester: somebody with the role
 *   who asks for something is a requester like any other, unless it is theirs to work on.
 *
 * @param collaborator - whether the caller takes part as `collaborator`
 */
export function standingOf(
  caller: Caller,
  record: StandingSubject,
  collaborator: boolean,
): ReadonlySet<Standing> {
  const standing = new Set<Standing>();
  if (caller.kind === 'system') return new Set(['worker']);
  const isFor = record.requestedForRef ?? record.requesterRef;
  if (isFor === caller.ref) standing.add('requester');
  const owns = caller.ownership.includes(record.ownerRef as string);
  const assigned = record.assigneeRef === caller.ref;
  const agent = hasRole(caller, 'agent') && !standing.has('requester');
  if (owns || assigned || collaborator || agent) standing.add('worker');
  return standing;
}

/** Internal comments are for those who work on the record, and never for its mere requester. */
export function seesInternal(standing: ReadonlySet<Standing>): boolean {
  return standing.has('worker');
}
