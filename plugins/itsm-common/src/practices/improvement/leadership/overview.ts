import {
  beginAfter,
  beginOf,
  boundsOf,
  verdictOf,
  type Judged,
  type KpiAnswer,
  type KpiDefinition,
  type KpiPoint,
  type KpiQuestion,
  type KpiWhere,
} from '../../../kernel/kpi';
import type { OverviewFrame } from './frame';
import { numberWords } from './sentences';
import type {
  Overview,
  OverviewInitiative,
  OverviewNumber,
  OverviewStory,
  StoryKind,
} from './schema';
import { MOST_IN_OVERVIEW } from './schema';
import { kpiNameWords } from './words';

/** What an overview is asked with beside a definition's own words. */
export type Told = Pick<
  KpiDefinition,
  'key' | 'name' | 'purpose' | 'unit' | 'direction' | 'target' | 'awaits'
> &
  Partial<Pick<KpiDefinition, 'formula'>>;

/** A number and what it was answered; no answer of those that wait for something. */
export interface Answered {
  definition: Told;
  answer?: KpiAnswer;
}

/** An initiative as the register offers it. */
export interface UnderWay {
  number: string;
  title: string;
  status: string;
  statusLabel: string;
  ownerRef?: string;
  kpi?: string;
  where?: KpiWhere;
  baseline?: number;
  target?: number;
  current?: number;
  currentAt?: number;
  dueAt?: number;
}

/** What an overview says by itself, without what only the server knows. */
export type OverviewStoryline = Omit<
  Overview,
  'absent' | 'hasRegister' | 'digest' | 'refs'
>;

/** The questions behind an overview, in the order of the numbers. */
export function overviewQuestions(
  { period }: OverviewFrame,
  definitions: readonly Pick<KpiDefinition, 'key' | 'awaits'>[],
): KpiQuestion[] {
  return definitions
    .filter(({ awaits }) => awaits === undefined)
    .map(({ key }) => ({
      kpi: key,
      from: new Date(period.from).toISOString(),
      to: new Date(period.to).toISOString(),
      grain: 'month',
    }));
}

const instantOf = (point: KpiPoint) => Date.parse(point.from);

/** When the first month begins that has anything in it. Gauges can be read before anything happened. */
function beganIn(answered: readonly Answered[]): number | undefined {
  const counted = answered.filter(
    ({ definition }) => definition.formula?.of !== 'gauge',
  );
  const begins = (counted.length > 0 ? counted : answered).flatMap(
    ({ answer }) =>
      (answer?.series ?? []).filter(({ count }) => count > 0).map(instantOf),
  );
  return begins.length === 0 ? undefined : Math.min(...begins);
}

/**
 * When the first whole month began. Counting rarely begins with a month: one with nothing before it is
 * taken for a part of one, unless the overview looks no further back.
 */
function wholeFrom(
  answered: readonly Answered[],
  { period, zone }: OverviewFrame,
): number {
  const began = beganIn(answered);
  if (began === undefined) return beginAfter(period.to - 1, 'month', zone);
  return began === period.from ? began : beginAfter(began, 'month', zone);
}

type Shown = Pick<KpiPoint, 'from' | 'to' | 'value' | 'count' | 'numerator'>;

const shown = ({ from, to, value, count, numerator }: Shown): Shown => ({
  from,
  to,
  value,
  count,
  numerator,
});

/** Whether a value is where it should be; undefined where nothing says where that is. */
function meets(
  value: number | undefined,
  { target, direction }: Told,
): boolean | undefined {
  if (value === undefined || target === undefined || direction === 'neutral')
    return undefined;
  return direction === 'up' ? value >= target : value <= target;
}

function limitsOf({ xmr }: Judged): OverviewNumber['limits'] {
  return xmr && { centre: xmr.centre, lower: xmr.lower, upper: xmr.upper };
}

function numberOf(
  { definition, answer }: Answered,
  frame: OverviewFrame,
  from: number,
): OverviewNumber {
  const { key, name, purpose, unit, direction, target, awaits } = definition;
  const series = answer?.series ?? [];
  const isWhole = (point: KpiPoint) =>
    instantOf(point) >= from && Date.parse(point.to) <= frame.month.to;
  const points = series
    .filter(isWhole)
    .map(point => ({ ...shown(point), complete: true }));
  const running = series.find(point => Date.parse(point.to) > frame.month.to);
  const judged = verdictOf(points, direction, { bounds: boundsOf(unit) });
  const [before, last] = [points[points.length - 2], points[points.length - 1]];
  const number: Omit<OverviewNumber, 'words'> = {
    kpi: key,
    name: kpiNameWords(name, answer?.statistic),
    purpose,
    unit,
    direction,
    statistic: answer?.statistic,
    target,
    points: points.map(shown),
    running: running && shown(running),
    limits: limitsOf(judged),
    value: last?.value,
    before: before?.value,
    verdict: judged.verdict,
    onTarget: meets(last?.value, definition),
    awaits,
  };
  return { ...number, words: numberWords(number, judged, frame) };
}

const KIND: Readonly<Partial<Record<OverviewNumber['verdict'], StoryKind>>> = {
  better: 'better',
  worse: 'worse',
  changed: 'changed',
};

function storyOf(number: OverviewNumber): OverviewStory[] {
  const { kpi, name, words, verdict, onTarget } = number;
  const kind =
    KIND[verdict] ?? (onTarget === false ? ('off-target' as const) : undefined);
  return kind ? [{ kpi, name, words, kind }] : [];
}

const NOT_BETTER: readonly StoryKind[] = ['worse', 'off-target', 'changed'];

/** How much of the way from before to the target is gone. */
function progressOf({ baseline, target, current }: UnderWay) {
  if (
    baseline === undefined ||
    target === undefined ||
    current === undefined ||
    baseline === target
  )
    return undefined;
  const part = (current - baseline) / (target - baseline);
  return Math.min(1, Math.max(0, part));
}

const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

function initiativeOf(
  initiative: UnderWay,
  definition: Told | undefined,
  at: number,
): OverviewInitiative {
  const { number, title, status, statusLabel, ownerRef, kpi, dueAt } =
    initiative;
  // What it is measured by is told where the number is there, as only then its unit is known.
  const measured = definition && {
    kpi,
    kpiName: definition.name,
    where: initiative.where,
    unit: definition.unit,
    baseline: initiative.baseline,
    target: initiative.target,
    current: initiative.current,
    currentAt: iso(initiative.currentAt),
    progress: progressOf(initiative),
  };
  const watched = status === 'achieved';
  return {
    number,
    title,
    status,
    statusLabel,
    ownerRef,
    dueAt: iso(dueAt),
    watched,
    // What was reached late is not late any more.
    late: !watched && dueAt !== undefined && dueAt < at,
    ...measured,
  };
}

/**
 * The story of an overview: each of the leading numbers with its limits and a verdict, what of them and
 * of the others got better or did not, and what is being done.
 *
 * @param leading - shown as numbers, in their order
 * @param others - told of only where there is something to say
 * @param initiatives - those under way that the reader may read; one more than is shown says that there
 *   are more
 * @param definitions - of all numbers, for what initiatives are measured by
 */
export function overviewOf(input: {
  frame: OverviewFrame;
  leading: readonly Answered[];
  others?: readonly Answered[];
  initiatives: readonly UnderWay[];
  definitions: readonly Told[];
}): OverviewStoryline {
  const { frame, leading, others = [], initiatives, definitions } = input;
  const { asOf, today, zone, months, month, period } = frame;
  const all = [...leading, ...others];
  const from = wholeFrom(all, frame);
  const numbers = leading.map(one => numberOf(one, frame, from));
  const judged = [...numbers, ...others.map(one => numberOf(one, frame, from))];
  const stories = judged.flatMap(storyOf);
  const answers = all.flatMap(({ answer }) => answer ?? []);
  const byKey = new Map(definitions.map(one => [one.key, one]));
  const counted = answers.map(answer => Date.parse(answer.asOf));
  return {
    asOf,
    today,
    zone,
    months,
    month: new Date(month.from).toISOString(),
    firstAt:
      from > month.from
        ? new Date(
            beginAfter(beginOf(from, 'month', zone), 'month', zone),
          ).toISOString()
        : undefined,
    countedUntil: new Date(
      counted.length === 0 ? period.to : Math.min(...counted),
    ).toISOString(),
    unread: Math.max(0, ...answers.map(({ unread }) => unread)),
    rebuilding: answers.some(({ rebuilding }) => rebuilding),
    numbers,
    better: stories.filter(({ kind }) => kind === 'better'),
    notBetter: NOT_BETTER.flatMap(kind =>
      stories.filter(story => story.kind === kind),
    ),
    steady: judged.filter(
      one => one.verdict === 'noise' && one.onTarget !== false,
    ).length,
    initiatives: initiatives
      .slice(0, MOST_IN_OVERVIEW)
      .map(one =>
        initiativeOf(
          one,
          one.kpi === undefined ? undefined : byKey.get(one.kpi),
          period.to,
        ),
      ),
    moreInitiatives: initiatives.length > MOST_IN_OVERVIEW,
  };
}
