import type { RecordRule } from '@callboard/plugin-itsm-node';

/** Every reopening counts. */
export const countsReopenings: RecordRule = ({ before, after, transition }) => {
  if (!before) return { reopenCount: 0 };
  if (transition !== 'reopen') return undefined;
  return { reopenCount: Number(after.reopenCount ?? 0) + 1 };
};
