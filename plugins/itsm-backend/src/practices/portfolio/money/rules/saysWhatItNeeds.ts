import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const has = (value: unknown) => value !== undefined && value !== null;

/** A contract ends after it begins, renews for a time, and is worth something in a currency. */
export const saysWhatItNeeds: RecordRule = ({ after }) => {
  const { startAt, endAt, renewal, renewalMonths, valueMinor, currency } =
    after;
  if (has(startAt) && has(endAt) && Number(endAt) <= Number(startAt))
    throw new InputError('endAt: must be after the contract begins');
  if (renewal === 'automatic' && !has(renewalMonths))
    throw new InputError(
      'renewalMonths: say for how many months it renews by itself',
    );
  if (renewal === 'automatic' && !has(endAt))
    throw new InputError('endAt: say when it ends unless it renews by itself');
  if (has(valueMinor) && !has(currency))
    throw new InputError('currency: say in which currency its value is');
  return undefined;
};
