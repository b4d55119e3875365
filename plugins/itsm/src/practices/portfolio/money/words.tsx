import { formatMoney } from '@callboard/plugin-itsm-common';
import type { CostSum } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** A month as people say it, e.g. `Nov 2026`. */
export const monthWords = (month: string) =>
  DateTime.fromISO(`${month}-01`).setLocale('en-GB').toFormat('MMM yyyy');

/** A day as people say it, e.g. `1 Dec 2026`. */
export const dayWords = (instant: string) =>
  DateTime.fromISO(instant, { zone: 'UTC' })
    .setLocale('en-GB')
    .toFormat('d MMM yyyy');

/** A sum for people; of several currencies each, as they are never one. */
export function sumWords({ amounts, converted }: CostSum): string {
  const told = converted && amounts.length > 0 ? [converted] : amounts;
  return told
    .map(({ minor, currency }) => formatMoney(minor, currency))
    .join(' + ');
}

/** What was written in other currencies than the one that a sum is told in. */
export function apart({ amounts, converted }: CostSum): string | undefined {
  if (!converted || amounts.every(a => a.currency === converted.currency))
    return undefined;
  return amounts
    .map(({ minor, currency }) => formatMoney(minor, currency))
    .join(' + ');
}

/** A sum, with what it was written in below it where that is another currency. */
export function Sum({ sum, none = '–' }: { sum: CostSum; none?: string }) {
  if (sum.amounts.length === 0) return <>{none}</>;
  return <span title={apart(sum)}>{sumWords(sum)}</span>;
}

/** A share in hundredths of a per cent, e.g. `+12.5 %`. */
export const shareWords = (share: number) =>
  `${share > 0 ? '+' : ''}${(share / 100).toLocaleString('en-US', {
    maximumFractionDigits: 1,
  })} %`;
