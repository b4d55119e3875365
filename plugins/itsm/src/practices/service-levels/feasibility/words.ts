import { percentWords } from '@callboard/plugin-itsm-common';
import type { Feasible } from '@callboard/plugin-itsm-common';
import { hoursWords } from '../clocks/durations';
import type { FeasibilityWords } from './translation';

/** Minutes of 30 days as people say them. */
export const minutesWords = (minutes: number) =>
  hoursWords(Math.abs(minutes) * 60_000);

/** What is promised: `99.9 %`, or `4 h`. */
export const promisedWords = (promise: Feasible) =>
  promise.kind === 'availability'
    ? percentWords(promise.promised)
    : hoursWords(promise.promised);

/** What can be had at best; undefined where nothing is known of it. */
export function possibleWords(promise: Feasible): string | undefined {
  if (promise.kind === 'time')
    return promise.passed === undefined
      ? undefined
      : hoursWords(promise.passed);
  const { possible } = promise;
  if (!possible) return undefined;
  const { low, high } = possible;
  const words = percentWords(high);
  return low === high ? words : `${percentWords(low)} – ${words}`;
}

/** How much is missing, where something is. */
export function missingWords(
  promise: Feasible,
  t: FeasibilityWords,
): string | undefined {
  if (promise.verdict !== 'infeasible') return undefined;
  if (promise.kind === 'availability')
    return t('missing', { time: minutesWords(promise.missingMinutes ?? 0) });
  const { passed, promised } = promise;
  return passed === undefined
    ? undefined
    : t('over', { time: hoursWords(passed - promised) });
}

/** `priorities 1, 2`. */
export const prioritiesWords = (
  priorities: readonly number[],
  t: FeasibilityWords,
) =>
  t('priorities', {
    count: priorities.length,
    list: priorities.join(', '),
  } as never);

/** What the promise is about: `Availability`, or `Resolution, priorities 1, 2`. */
export const aboutWords = (promise: Feasible, t: FeasibilityWords) =>
  promise.kind === 'availability'
    ? t('kind.availability')
    : `${t(`kind.${promise.metric}`)}, ${prioritiesWords(
        promise.priorities,
        t,
      )}`;
