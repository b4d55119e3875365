import type { TypeFacts } from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';

/** What of a change decides whether windows are about changes like it. */
export function typeFactsOf(change: StoredRecord): Required<TypeFacts> {
  return {
    changeType: String(change.changeType ?? 'normal'),
    preApproved: change.preApproved === true,
  };
}
