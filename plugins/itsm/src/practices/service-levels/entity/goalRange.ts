import type { Promised } from '@callboard/plugin-itsm-common';
import { hoursWords } from '../clocks/durations';

/** From the shortest to the longest that something may take, in words; one of them if they are the same. */
export function goalRange(
  goals: Promised['targets'][number]['goals'],
): [string, string?] {
  const all = goals.map(({ within }) => within);
  const [from, to] = [Math.min(...all), Math.max(...all)];
  return from === to ? [hoursWords(from)] : [hoursWords(from), hoursWords(to)];
}
