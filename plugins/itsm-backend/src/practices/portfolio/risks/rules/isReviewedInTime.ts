import { DEFAULT_REVIEW_DAYS } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const DAY = 86_400_000;

/**
 * The next review of a risk is due as often as it says, from the last one on, unless somebody says another
 * day; of a closed one never.
 */
export const isReviewedInTime: RecordRule = ({ before, after, set, now }) => {
  if (after.status === 'closed' || set.reviewAt) return undefined;
  const isSame =
    before !== undefined &&
    before.status !== 'closed' &&
    before.reviewEvery === after.reviewEvery &&
    before.reviewedAt === after.reviewedAt;
  if (isSame) return undefined;
  const every = Number(after.reviewEvery ?? DEFAULT_REVIEW_DAYS);
  // One that is new, or open again, is looked at now.
  const isFresh = before === undefined || before.status === 'closed';
  const last = isFresh
    ? now
    : Number(after.reviewedAt ?? before.createdAt ?? now);
  return { reviewEvery: every, reviewAt: last + every * DAY };
};
