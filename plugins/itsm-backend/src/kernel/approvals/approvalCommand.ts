import type { Standing } from '@callboard/plugin-itsm-common';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import type { DraftEntry } from '../journal/entries';
import type { PrincipalId } from '../journal/PrincipalStore';
import type { RegisteredType } from '../RecordTypes';

/** What the journal is to say of an approval. */
export type ApprovalEntry = Pick<DraftEntry, 'kind' | 'audience' | 'payload'>;

/** Who changes what, as far as approvals ask. */
export interface ApprovalCommand {
  type: RegisteredType;
  caller: Caller;
  canUpdate: boolean;
  standing: ReadonlySet<Standing>;
  now: number;
  principals: ReadonlyMap<string, PrincipalId>;
}

/** Whether a change does nothing but a step on the approval: whoever is asked may decide. */
export function isAboutApprovalOnly(change: RecordChange): boolean {
  if (!change.approval) return false;
  return Object.entries(change).every(
    ([key, value]) =>
      ['id', 'approval', 'expectedVersion'].includes(key) ||
      value === undefined ||
      // Who is asked may read what it is about.
      (key === 'participants' && 'ask' in change.approval!) ||
      (key === 'set' && Object.keys(value as object).length === 0),
  );
}
