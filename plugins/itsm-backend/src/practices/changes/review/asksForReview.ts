import { reviewReasonOf } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What went wrong, was an emergency or is in the sample is reviewed before it closes. */
export const asksForReview =
  (share: number): RecordRule =>
  ({ after, transition }) => {
    if (transition !== 'finish') return undefined;
    const { id, changeType, outcome } = after;
    const reason = reviewReasonOf(
      { id: String(id), changeType, outcome },
      share,
    );
    return { reviewReason: reason ?? after.reviewReason };
  };
