import { InputError } from '@backstage/errors';
import {
  comparedPeriod,
  beginOf,
  KPI_NONE,
  kpiPeriodFault,
  meantInstant,
  nextBegin,
  normalizeRef,
  PERCENTILES,
  pointsOf,
  SHORTEST_KPI_PERIOD_MS,
  type KpiBasis,
  type KpiFormula,
  type KpiQuestion,
  type KpiStatistic,
  type KpiWhere,
  type Period,
} from '@callboard/plugin-itsm-common';
import type { FactDimension } from '@callboard/plugin-itsm-node';
import { termsOf } from './formulas';
import type { HeldVersion, KpiEntry } from './KpiBook';

/** Values of dimensions that are kept; undefined stands for having none. */
export type Where = Readonly<Record<string, readonly (string | undefined)[]>>;

/** Where a number is counted. */
export type CountedIn = 'cells' | 'hours' | 'facts' | 'gauge' | 'nothing';

/** A question that makes sense, with all that it left open. */
export interface AskedKpi {
  question: KpiQuestion;
  entry: KpiEntry;
  version: number;
  /** Since when that version holds. */
  since?: number;
  basis: KpiBasis;
  formula: KpiFormula;
  statistic?: KpiStatistic;
  /** Of a percentile the share of values at or below it. */
  share?: number;
  /** Whether it is asked alone, and may take its time. */
  alone?: boolean;
  /** From the beginning of a day to the end of one (of hours, if the grain is one). */
  period: Period;
  points?: readonly Period[];
  compared?: Period;
  where: Where;
  by?: FactDimension;
  top: number;
  in: CountedIn;
  now: number;
}

/** Groups that are told if nobody says how many. */
const DEFAULT_TOP = 10;
/** What can be counted hour by hour. */
const BY_HOUR: readonly KpiFormula['of'][] = ['count', 'level'];

const MINE = 'mine';

/** The values of a dimension as facts have them. @throws InputError */
export function readValues(
  dimension: FactDimension,
  values: readonly string[],
): (string | undefined)[] {
  return values.map(value => {
    if (value === KPI_NONE) return undefined;
    if (!dimension.entity) return value;
    const ref = normalizeRef(value);
    if (!ref) {
      throw new InputError(
        `filter: ${dimension.label} must be a reference like component:default/cart, \`${KPI_NONE}\` or \`${MINE}\`; it is "${value}"`,
      );
    }
    return ref;
  });
}

/** What is kept, with what the definition keeps itself: of both only what is in both. */
export function whereOf(
  entry: KpiEntry,
  own: KpiWhere | undefined,
  asked: Readonly<Record<string, readonly string[]>> | undefined,
): Where {
  const kept = new Map<string, readonly (string | undefined)[]>();
  for (const [key, values] of Object.entries(own ?? {})) {
    const dimension = entry.anyDimension(key);
    if (dimension) kept.set(key, readValues(dimension, values));
  }
  for (const [key, values] of Object.entries(asked ?? {})) {
    const read = readValues(dimensionOf(entry, key, 'filter'), values);
    const mine = kept.get(key);
    kept.set(key, mine ? read.filter(v => mine.includes(v)) : read);
  }
  return Object.fromEntries(kept);
}

/** @throws InputError that names those there are */
export function dimensionOf(
  entry: KpiEntry,
  key: string,
  parameter: string,
): FactDimension {
  const found = entry.dimensions.find(d => d.key === key);
  if (found) return found;
  const there = entry.dimensions.map(d => d.key).join(', ');
  throw new InputError(
    there
      ? `${parameter}: ${entry.definition.key} is not counted by "${key}"; it can be asked by ${there}`
      : `${parameter}: ${entry.definition.key} is told as a whole only; leave "${key}" out`,
  );
}

/**
 * A period from the beginning of a day (an hour, by the hour) to the end of one. What is to come is
 * left out.
 *
 * @throws InputError
 */
function periodOf(
  question: Pick<KpiQuestion, 'from' | 'to'>,
  unit: 'hour' | 'day',
  { zone, now }: { zone: string; now: number },
): Period {
  const from = Date.parse(question.from);
  const to = question.to === undefined ? undefined : Date.parse(question.to);
  const meant = (instant: number) =>
    unit === 'hour' ? instant : meantInstant(instant, zone);
  if (meant(from) >= now) {
    throw new InputError(
      'from: must not be in the future; nothing is counted of that yet',
    );
  }
  // How long it is is judged as it was asked: a second is not taken for a day.
  const fault = kpiPeriodFault({
    from,
    to: to ?? Math.max(now, from + SHORTEST_KPI_PERIOD_MS),
  });
  if (fault) throw new InputError(fault);
  return {
    from: beginOf(meant(from), unit, zone),
    to: nextBegin(
      Math.min(to === undefined ? now : meant(to), now),
      unit,
      zone,
    ),
  };
}

/** The version that is asked. @throws InputError */
export function heldBy(
  entry: KpiEntry,
  question: Pick<KpiQuestion, 'version' | 'basis'>,
): HeldVersion & { basis: KpiBasis } {
  const version = question.version ?? entry.definition.version;
  const held = entry.heldAt(version);
  if (!held) {
    const last = entry.definition.version;
    throw new InputError(
      `version: ${
        entry.definition.key
      } cannot be asked by version ${version}; ${
        last === 1 ? 'there is only version 1' : `the newest is ${last}`
      }`,
    );
  }
  const basis = question.basis ?? entry.definition.basis;
  if (basis === entry.definition.basis) return { ...held, basis };
  const { stated } = entry.definition;
  if (basis !== 'stated' || !stated) {
    throw new InputError(
      `basis: ${entry.definition.key} rests on ${
        entry.definition.basis === 'stated'
          ? 'what the source of records states'
          : 'events'
      } only; leave it out`,
    );
  }
  return { ...held, basis, formula: stated };
}

function statisticOf(formula: KpiFormula, question: KpiQuestion, key: string) {
  const { statistic } = question;
  if (formula.of !== 'value') {
    if (statistic === undefined) return undefined;
    throw new InputError(
      `statistic: ${key} is one number, not one of many values; leave it out`,
    );
  }
  const chosen = statistic ?? formula.statistic;
  if (formula.statistics.includes(chosen)) return chosen;
  throw new InputError(
    `statistic: ${key} has no ${chosen}; there are ${formula.statistics.join(
      ', ',
    )}`,
  );
}

/** Which grains a number has. */
export function grainsOf({ of }: KpiFormula) {
  const days = ['day', 'week', 'month', 'quarter'] as const;
  return BY_HOUR.includes(of) ? (['hour', ...days] as const) : days;
}

function countedIn(
  asked: Pick<AskedKpi, 'entry' | 'formula' | 'where' | 'by'>,
  hourly: boolean,
): CountedIn {
  if (asked.entry.definition.awaits !== undefined) return 'nothing';
  if (asked.formula.of === 'gauge') return 'gauge';
  if (hourly) return 'hours';
  const keys = new Set(Object.keys(asked.where));
  if (asked.by) keys.add(asked.by.key);
  return keys.size > 1 ? 'facts' : 'cells';
}

/**
 * Reads a question against the definition it is about.
 *
 * @throws InputError in a sentence that says what to ask instead
 */
export function readQuestion(
  entry: KpiEntry,
  question: KpiQuestion,
  { zone, now }: { zone: string; now: number },
): AskedKpi {
  const { key } = entry.definition;
  const held = heldBy(entry, question);
  const { version, basis, formula } = held;
  const statistic = statisticOf(formula, question, key);
  const hourly = question.grain === 'hour';
  const grains: readonly string[] = grainsOf(formula);
  if (question.grain && !grains.includes(question.grain)) {
    throw new InputError(
      `grain: ${key} is told by ${grains.join(
        ', ',
      )}; hours are kept of counts only`,
    );
  }
  const period = periodOf(question, hourly ? 'hour' : 'day', { zone, now });
  const fault = kpiPeriodFault(period, question.grain);
  if (fault) throw new InputError(fault);
  const by =
    question.by === undefined
      ? undefined
      : dimensionOf(entry, question.by, 'by');
  if (hourly && by)
    throw new InputError(
      'by: is told of days and longer; leave grain=hour out',
    );
  const where = whereOf(entry, held.where, question.where);
  return {
    question,
    entry,
    version,
    since: held.since,
    basis,
    formula,
    statistic,
    share: statistic && PERCENTILES[statistic],
    period,
    points: question.grain && pointsOf(period, question.grain, zone),
    compared:
      question.compare && comparedPeriod(period, question.compare, zone),
    where,
    by,
    top: question.top ?? DEFAULT_TOP,
    in: countedIn({ entry, formula, where, by }, hourly),
    now,
  };
}

/** The kinds of facts that a question is about. */
export const kindsOf = ({ formula }: { formula: KpiFormula }): string[] => [
  ...new Set(termsOf(formula).map(({ facts }) => facts.kind)),
];
