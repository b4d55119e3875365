import type { RecordRule } from '@callboard/plugin-itsm-node';

const DAY = 86_400_000;

/** A trend is looked at again as often as it says, counted from its last review; a closed one is not. */
export const isReviewedInItsRhythm: RecordRule = ({ before, after, now }) => {
  const { reviewEvery, reviewedAt } = after;
  if (after.status === 'closed') return { reviewAt: undefined };
  const isSame =
    before !== undefined &&
    before.status === after.status &&
    before.reviewEvery === reviewEvery &&
    before.reviewedAt === reviewedAt;
  if (isSame) return undefined;
  if (typeof reviewEvery !== 'number') return { reviewAt: undefined };
  const since =
    typeof reviewedAt === 'number' ? reviewedAt : before?.createdAt ?? now;
  // One that is taken up again is looked at from then on.
  const from = before?.status === 'closed' ? now : since;
  return { reviewAt: from + reviewEvery * DAY };
};
