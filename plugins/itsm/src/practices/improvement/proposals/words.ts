import { kpiWords } from '@callboard/plugin-itsm-common';
import type { Proposal, ProposalFigure } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** A number of a proposal; counts that are means keep a digit. */
export const figureWords = (value: number, unit: ProposalFigure['unit']) =>
  unit === 'number'
    ? value.toLocaleString('en-US', { maximumFractionDigits: 1 })
    : kpiWords(value, unit);

/** A day as people say it. The zone of the numbers begins it; this is near enough to name it. */
export const dayWords = (instant: string) =>
  DateTime.fromISO(instant, { zone: 'utc' })
    .plus({ hours: 12 })
    .toLocaleString({ day: 'numeric', month: 'short' });

/** From when to when, with its year; the end is the last day of it. */
export function periodWords({ from, to }: { from: string; to: string }) {
  const end = DateTime.fromISO(to, { zone: 'utc' }).minus({ hours: 12 });
  return {
    from: dayWords(from),
    to: end.toLocaleString({ day: 'numeric', month: 'short', year: 'numeric' }),
  };
}

/** What would be saved, as money. */
export const moneyWords = ({ money, currency }: Proposal['estimate']) =>
  money === undefined
    ? undefined
    : new Intl.NumberFormat('en-US', {
        style: 'currency',
        currency: currency ?? 'EUR',
        maximumFractionDigits: 0,
      }).format(money);

/** Hours as people say them. */
export const hoursWords = (hours: number) =>
  hours.toLocaleString('en-US', { maximumFractionDigits: 1 });

/** The records behind a proposal, in the list of their practice. */
export function recordsHref(
  base: string,
  records: NonNullable<Proposal['evidence']['records']>,
): string {
  const { category, ...query } = records.query;
  const search = new URLSearchParams({
    // Those that are open are a view of their own.
    view: category ? 'open' : 'all',
    ...query,
  });
  return `${base}/${records.type}s?${search}`;
}
