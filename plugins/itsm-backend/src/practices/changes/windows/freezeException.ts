import { FREEZE_EXCEPTION_ROLE } from '@callboard/plugin-itsm-common';
import type { ApproverRole } from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from '../plannedWindow';
import { typeFactsOf } from './typeFacts';
import type { WindowBook } from './WindowBook';

/**
 * Who may let a change into the freezes in which it stands: the groups that those name. Where a freeze
 * names none, it is for those who decide when nobody else can.
 *
 * Whether a change stands in a freeze is its field `inFreeze`, which is worked out anew whenever the
 * change, what it affects, or a window changes. While it is set, the step of this role is asked for
 * even if no policy says so. As the field is among what is protected, an approval that was given before
 * is asked for again, this time with the exception.
 */
export function freezeException(book: WindowBook): ApproverRole {
  return {
    role: FREEZE_EXCEPTION_ROLE,
    label: 'Whoever may let a change into a freeze',
    alwaysAsked: record => record.inFreeze === true,
    async resolve({ record, affected }) {
      const { plannedStart, plannedEnd } = plannedWindowOf(record);
      const { actualStart, actualEnd } = record as {
        actualStart?: number;
        actualEnd?: number;
      };
      // An emergency may have begun without a plan.
      const from = plannedStart ?? actualStart;
      const to =
        plannedEnd ?? actualEnd ?? (from === undefined ? from : from + 1);
      if (from === undefined || to === undefined || to <= from) return [];
      const met = await book.freezesFor(
        { ...typeFactsOf(record), items: affected },
        { from, to },
      );
      return [...new Set(met.flatMap(({ body }) => body.exceptionBy ?? []))];
    },
  };
}
