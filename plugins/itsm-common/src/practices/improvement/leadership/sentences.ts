import type { Judged } from '../../../kernel/kpi';
import { XMR_LEAST_POINTS } from '../../../kernel/kpi/xmr';
import { kpiWords } from '../../../kernel/kpi/words';
import { monthWords, type OverviewFrame } from './frame';
import type { OverviewNumber } from './schema';
import { rangeWords } from './words';

/** Whole months after which can be said what is usual: those that it is told by, and one to judge. */
const MONTHS_TO_JUDGE = XMR_LEAST_POINTS + 1;

type Untold = Omit<OverviewNumber, 'words'>;

/** What moved and against what, in the words of {@link Judged}. */
function movedWords(
  { points, unit, limits }: Untold,
  { signal }: Judged,
  zone: string,
): string {
  const said = (value: number) => kpiWords(value, unit);
  const last = points[points.length - 1];
  const lately = `${said(last.value!)} in ${monthWords(last.from, zone)}`;
  const { centre, lower, upper } = limits!;
  const { rule, side, index, since } = signal!;
  if (rule === 'run') {
    const months = points
      .slice(since, index + 1)
      .filter(({ value }) => value !== undefined).length;
    return `${lately}; ${months} months in a row were ${side} the usual middle of ${said(
      centre,
    )}`;
  }
  const edge = side === 'above' ? upper : lower;
  if (rule === 'two-of-three')
    return `${lately}; two of three months were close to the ${
      side === 'above' ? 'upper' : 'lower'
    } limit of ${said(edge)}`;
  const usual = `${
    side === 'above' ? 'higher' : 'lower'
  } than what was usual (${rangeWords({ lower, upper }, unit)})`;
  const then = points[index];
  return index === points.length - 1
    ? `${lately}, ${usual}`
    : `${lately}; ${said(then.value!)} in ${monthWords(
        then.from,
        zone,
      )} was ${usual}`;
}

function targetWords({ onTarget, target, unit }: Untold): string {
  if (onTarget === undefined) return '';
  const goal = kpiWords(target!, unit);
  return onTarget
    ? ` It meets its target of ${goal}.`
    : ` It misses its target of ${goal}.`;
}

/** How a number stands, one or two sentences that need no chart. */
export function numberWords(
  number: Untold,
  judged: Judged,
  { zone, month }: OverviewFrame,
): string {
  const { awaits, points, unit, running, value, limits, verdict } = number;
  if (awaits !== undefined) return `It waits for: ${awaits}.`;
  if (points.length === 0) {
    return running?.value === undefined
      ? 'There is nothing to count yet.'
      : `${kpiWords(running.value, unit)} so far in ${monthWords(
          running.from,
          zone,
        )}.`;
  }
  if (value === undefined)
    return `There was nothing to count in ${monthWords(month.from, zone)}.`;
  const lately = `${kpiWords(value, unit)} in ${monthWords(month.from, zone)}`;
  if (verdict === 'too-little')
    return `${lately}. What is usual can be said after ${MONTHS_TO_JUDGE} whole months.${targetWords(
      number,
    )}`;
  if (verdict === 'noise')
    return `${lately}, within what is usual (${rangeWords(
      limits!,
      unit,
    )}).${targetWords(number)}`;
  return `${movedWords(number, judged, zone)}.${targetWords(number)}`;
}
