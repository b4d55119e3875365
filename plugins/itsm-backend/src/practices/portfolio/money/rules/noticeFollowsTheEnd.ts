import { noticeByOf } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const numberOf = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/**
 * By when notice can be given follows from when a contract ends and its notice period. What stays as it is
 * is not said again: a contract that ended would be planned anew by what is noted of its end, without end.
 */
export const noticeFollowsTheEnd: RecordRule = ({ after }) => {
  const noticeBy = noticeByOf({
    endAt: numberOf(after.endAt),
    noticeDays: numberOf(after.noticeDays),
    renewal: after.renewal as string | undefined,
  });
  return noticeBy === numberOf(after.noticeBy)
    ? undefined
    : { noticeBy: noticeBy ?? null };
};
