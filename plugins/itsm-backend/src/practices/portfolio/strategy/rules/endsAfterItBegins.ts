import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** The time of an objective ends after it begins. */
export const endsAfterItBegins: RecordRule = ({ before, after }) => {
  const { periodFrom, periodTo } = after;
  if (
    periodFrom === before?.periodFrom &&
    periodTo === before?.periodTo &&
    before
  )
    return undefined;
  if (
    typeof periodFrom === 'number' &&
    typeof periodTo === 'number' &&
    periodFrom >= periodTo
  )
    throw new InputError('periodTo: must be after periodFrom');
  return undefined;
};
