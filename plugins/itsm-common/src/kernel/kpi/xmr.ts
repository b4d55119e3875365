import type { KpiDirection, KpiUnit } from './model';

/**
 * Which change of a number is news, and which is noise: charts of individual values and moving ranges.
 *
 * Limits are the natural process limits of Shewhart's charts (Economic Control of Quality of
 * Manufactured Product, 1931) as Wheeler reckons them (Understanding Variation, 1993): mean ± 2.66 ·
 * mean moving range. Signals are three of the Western Electric handbook's rules (1956): a point beyond
 * a limit, two of three beyond two thirds of the way to it, eight in a row on one side. Six in a row
 * that rise or fall are no signal here: Wheeler advises against it, as it mostly finds what is not
 * there.
 */

/** A point of a series, as answers have them. */
export interface XmrPoint {
  /** Absent where there is nothing to count it of: it is passed over. */
  value?: number;
  /** False while the period goes on: it is not judged, as it is not all there. */
  complete?: boolean;
}

/** What a point was found by. */
export const SIGNAL_RULES = ['beyond', 'run', 'two-of-three'] as const;
export type SignalRule = (typeof SIGNAL_RULES)[number];

/** A point that says that something did change. */
export interface XmrSignal {
  /** Of the point by which one knows it. */
  index: number;
  /** Of the first point that it needs, e.g. of the first of eight. */
  since: number;
  rule: SignalRule;
  side: 'above' | 'below';
  /** What was seen, for people. */
  words: string;
}

/** What is usual of a series, and what of it is not. */
export interface Xmr {
  centre: number;
  upper: number;
  lower: number;
  movingRange: { mean: number; upper: number };
  /** From how many points the limits are; those are the first. */
  baseline: number;
  /** By index, and of one point by how strong they are. */
  signals: XmrSignal[];
}

/** What a number can be by its nature. */
export interface XmrBounds {
  least?: number;
  most?: number;
  /**
   * The smallest step by which it moves. Data that are coarse beside what is usual of them have limits
   * that are too narrow (Wheeler calls them chunky): the mean moving range is at least one step, and a
   * point within half a step of the middle is on no side of it.
   */
  step?: number;
}

export interface XmrOptions {
  /** From how many of the first points limits are made. */
  baseline?: number;
  bounds?: XmrBounds;
}

/** Fewer say nothing of what is usual. */
export const XMR_LEAST_POINTS = 6;
/** A year of months. */
export const XMR_BASELINE = 12;

const TO_LIMIT = 2.66;
const TO_RANGE_LIMIT = 3.268;
const RUN = 8;

/** What numbers of a unit can be. */
export function boundsOf(unit: KpiUnit): XmrBounds {
  if (unit === 'count') return { least: 0, step: 1 };
  if (unit === 'percent') return { least: 0, most: 1 };
  return unit === 'score' ? {} : { least: 0 };
}

interface Known {
  index: number;
  value: number;
}

/**
 * Those with a value whose time is over. Of what is counted in steps those before the first that is not
 * 0 are left out: nothing was written down yet, and the first of all is no news.
 */
function knownOf(points: readonly XmrPoint[], isCounted: boolean): Known[] {
  const known = points.flatMap(({ value, complete }, index) =>
    value !== undefined && Number.isFinite(value) && complete !== false
      ? [{ index, value }]
      : [],
  );
  const first = isCounted ? known.findIndex(({ value }) => value !== 0) : 0;
  return first < 0 ? [] : known.slice(first);
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value / values.length, 0);

/** A bound that the number did pass is none, e.g. 0 of an error budget that was overspent. */
function held(
  bounds: XmrOptions['bounds'],
  values: readonly number[],
): { least: number; most: number } {
  const { least = -Infinity, most = Infinity } = bounds ?? {};
  return {
    least: values.some(value => value < least) ? -Infinity : least,
    most: values.some(value => value > most) ? Infinity : most,
  };
}

const WORDS: Record<
  SignalRule,
  (side: XmrSignal['side'], count: number) => string
> = {
  beyond: side =>
    side === 'above'
      ? 'higher than what was usual'
      : 'lower than what was usual',
  run: (side, count) => `${count} in a row ${side} the usual middle`,
  'two-of-three': side =>
    side === 'above'
      ? 'two of three close to the upper limit'
      : 'two of three close to the lower limit',
};

/** By the strength of what they say. */
const byStrength = (a: XmrSignal, b: XmrSignal) =>
  a.index - b.index ||
  SIGNAL_RULES.indexOf(a.rule) - SIGNAL_RULES.indexOf(b.rule);

/**
 * Finds what of a series is more than noise. The limits are of the first twelve points, or of all but
 * the last where there are fewer, so that news does not widen what it is measured by.
 *
 * @returns undefined where that would be of fewer than six
 */
export function xmrOf(
  points: readonly XmrPoint[],
  options: XmrOptions = {},
): Xmr | undefined {
  const step = options.bounds?.step ?? 0;
  const known = knownOf(points, options.bounds?.step !== undefined);
  const baseline = Math.min(options.baseline ?? XMR_BASELINE, known.length - 1);
  if (baseline < XMR_LEAST_POINTS) return undefined;
  const base = known.slice(0, baseline).map(({ value }) => value);
  const centre = meanOf(base);
  const range = Math.max(
    step,
    meanOf(base.slice(1).map((value, i) => Math.abs(value - base[i]))),
  );
  const width = TO_LIMIT * range;
  const { least, most } = held(
    options.bounds,
    known.map(({ value }) => value),
  );
  // Sums of fractions are off by a hair: what is a hair off a line is on it.
  const hair = 1e-9 * Math.max(...known.map(({ value }) => Math.abs(value)));
  const sideBy = (value: number, reach: number) => {
    if (value > centre + reach + hair) return 'above' as const;
    return value < centre - reach - hair ? ('below' as const) : undefined;
  };

  const signals: XmrSignal[] = [];
  let run = 0;
  let runSide: XmrSignal['side'] | undefined;
  known.forEach(({ index, value }, i) => {
    const found = (rule: SignalRule, side: XmrSignal['side'], count: number) =>
      signals.push({
        index,
        since: known[i - count + 1].index,
        rule,
        side,
        words: WORDS[rule](side, count),
      });

    const beyond = sideBy(value, width);
    if (beyond) found('beyond', beyond, 1);

    const side = sideBy(value, step / 2);
    run = side && side === runSide ? run + 1 : 1;
    runSide = side;
    if (side && run >= RUN) found('run', side, run);

    const far = sideBy(value, (width * 2) / 3);
    const before = [1, 2].find(
      back =>
        i - back >= 0 && sideBy(known[i - back].value, (width * 2) / 3) === far,
    );
    if (far && before) found('two-of-three', far, before + 1);
  });

  return {
    centre,
    upper: Math.min(most, centre + width),
    lower: Math.max(least, centre - width),
    movingRange: { mean: range, upper: TO_RANGE_LIMIT * range },
    baseline,
    signals: signals.sort(byStrength),
  };
}

/**
 * What is to be said of a number: it did get better or worse, it did change where neither way is
 * better, it moves as it always did, or there is too little to say.
 */
export const VERDICTS = [
  'better',
  'worse',
  'changed',
  'noise',
  'too-little',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judged {
  verdict: Verdict;
  /** What says so; only of `better`, `worse` and `changed`. */
  signal?: XmrSignal;
  /** Absent where there is too little. */
  xmr?: Xmr;
}

/** How many of the last points are news. */
const LATELY = 3;

/** Says whether a number did get better lately: by the newest signal of its last three complete points. */
export function verdictOf(
  points: readonly XmrPoint[],
  direction: KpiDirection,
  options: XmrOptions = {},
): Judged {
  const xmr = xmrOf(points, options);
  if (!xmr) return { verdict: 'too-little' };
  const isCounted = options.bounds?.step !== undefined;
  const lately = knownOf(points, isCounted).slice(-LATELY)[0].index;
  const recent = xmr.signals.filter(({ index }) => index >= lately);
  const newest = recent[recent.length - 1];
  if (!newest) return { verdict: 'noise', xmr };
  const signal = recent.find(({ index }) => index === newest.index)!;
  if (direction === 'neutral') return { verdict: 'changed', signal, xmr };
  const isBetter = (signal.side === 'above') === (direction === 'up');
  return { verdict: isBetter ? 'better' : 'worse', signal, xmr };
}
