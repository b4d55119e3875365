import { ConflictError } from '@backstage/errors';
import { INITIATIVE_FIELDS, MEASURE_KEYS } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** Once something is done about it, nobody moves the posts: what is measured, and the target, stay. */
const FIXED = ['implement', 'achieved', 'closed', 'abandoned'];
/** And how long is watched stays once it is. */
const WATCHED = ['achieved', 'closed'];

const labelOf = (key: string) =>
  INITIATIVE_FIELDS.find(field => field.key === key)?.label ?? key;

/** What an initiative promised stays as it was once implementing began. */
export const keepsItsMeasureOnceBegun: RecordRule = ({ before, after }) => {
  if (!before || !FIXED.includes(before.status)) return undefined;
  for (const key of MEASURE_KEYS) {
    if (before[key] === after[key]) continue;
    throw new ConflictError(
      before.status === 'implement'
        ? `${key}: ${labelOf(
            key,
          )} stays as it was once implementing began; take "Measure something else" first`
        : `${key}: ${labelOf(
            key,
          )} stays as it was once the target is reached or given up`,
    );
  }
  if (WATCHED.includes(before.status) && before.watchDays !== after.watchDays)
    throw new ConflictError(
      'watchDays: the watch period stays as it was once it began',
    );
  return undefined;
};
