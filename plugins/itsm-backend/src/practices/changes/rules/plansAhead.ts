import { InputError } from '@backstage/errors';
import { pastStart } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from '../plannedWindow';

/** Transitions that put a plan before others. */
const PUTS_FORWARD = ['submit', 'schedule', 'request-approval'];

/** What is put before others begins in the future; a draft is only warned of a start that passed. */
export const plansAhead: RecordRule = ({ before, after, transition, now }) => {
  const moved =
    before !== undefined &&
    before.status !== 'draft' &&
    before.plannedStart !== after.plannedStart;
  if (!moved && !PUTS_FORWARD.includes(transition ?? '')) return undefined;
  const fault = pastStart(plannedWindowOf(after), now);
  if (fault) throw new InputError(`${fault.field}: ${fault.words}`);
  return undefined;
};
