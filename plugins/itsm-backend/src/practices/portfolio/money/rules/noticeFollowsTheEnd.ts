import { noticeByOf } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const numberOf = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/** By when notice can be given follows from when a contract ends and its notice period. */
export const noticeFollowsTheEnd: RecordRule = ({ after }) => ({
  noticeBy:
    noticeByOf({
      endAt: numberOf(after.endAt),
      noticeDays: numberOf(after.noticeDays),
      renewal: after.renewal as string | undefined,
    }) ?? null,
});
