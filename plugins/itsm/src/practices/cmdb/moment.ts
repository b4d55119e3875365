import { momentSchema } from '@callboard/plugin-itsm-common';
import type { Baseline } from '@callboard/plugin-itsm-common';

const BASELINE = 'baseline:';
const DAY_MS = 24 * 3600_000;
const MINUTE_MS = 60_000;

/** An ISO instant, or `baseline:<key>`, as the address and the server know it. */
export type Moment = string;

/** A moment of the address; undefined if it says none that the server would understand. */
export function readMoment(text: string): Moment | undefined {
  return momentSchema.safeParse(text).success ? text : undefined;
}

/** The key of the baseline that a moment names, if it names one. */
export function baselineOf(moment: Moment | undefined): string | undefined {
  return moment?.startsWith(BASELINE)
    ? moment.slice(BASELINE.length)
    : undefined;
}

/** The moment that a baseline names. */
export function momentOf(baseline: Pick<Baseline, 'key'>): Moment {
  return `${BASELINE}${baseline.key}`;
}

/** The instant of a moment; undefined if it names a baseline that is not among those known. */
export function instantOf(
  moment: Moment | undefined,
  baselines: readonly Baseline[],
): string | undefined {
  const key = baselineOf(moment);
  return key === undefined ? moment : baselines.find(b => b.key === key)?.at;
}

/** The last instant before another one, for how something was before it changed. */
export function justBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString();
}

/** What one compares with if nothing is said: a day ago, or the first that is known. */
export function usualFrom(knownSince: string | undefined, now: number): string {
  const dayAgo = Math.floor((now - DAY_MS) / MINUTE_MS) * MINUTE_MS;
  const known = knownSince ? Date.parse(knownSince) : dayAgo;
  return new Date(Math.max(dayAgo, known)).toISOString();
}
