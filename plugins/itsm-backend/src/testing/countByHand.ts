import {
  PERCENTILES,
  type FactsAt,
  type KpiDefinition,
  type KpiFormula,
  type KpiStatistic,
} from '@callboard/plugin-itsm-common';
import type {
  Facts,
  JournalRow,
  RecordFacts,
} from '@callboard/plugin-itsm-node';

/** A number counted by going through all facts, as an oracle of what rollups tell. */
export interface CountedByHand {
  value?: number;
  count: number;
  numerator?: number;
}

/** Whether the facts reached a stage in a period. */
const reached = (fact: Facts, stage: string, from: number, to: number) => {
  const at = fact.stages[stage];
  return at !== undefined && at >= from && at < to;
};

/** A statistic of values: percentiles are values that did occur, by nearest rank. */
export function statisticOf(
  values: readonly number[],
  statistic: KpiStatistic,
): number | undefined {
  const sum = values.reduce((all, value) => all + value, 0);
  if (statistic === 'sum') return sum;
  if (values.length === 0) return undefined;
  if (statistic === 'mean') return sum / values.length;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(PERCENTILES[statistic]! * sorted.length) - 1];
}

const ratio = (numerator: number, count: number): CountedByHand => ({
  value: count === 0 ? undefined : numerator / count,
  count,
  numerator,
});

/**
 * What a formula makes of facts in a period. Restricted facts are none.
 *
 * @param all - all facts of a kind
 */
export function countByHand(
  formula: KpiFormula,
  all: (kind: string) => readonly Facts[],
  { from, to }: { from: number; to: number },
  statistic?: KpiStatistic,
): CountedByHand {
  const among = ({ kind, stage, mark }: FactsAt, begin: number) =>
    all(kind).filter(
      fact =>
        !fact.restricted &&
        reached(fact, stage, begin, to) &&
        (mark === undefined || fact.marks?.includes(mark)),
    );
  const added = (at: FactsAt & { value?: string }) =>
    at.value === undefined
      ? among(at, from).length
      : among(at, from).reduce(
          (sum, fact) => sum + (fact.values?.[at.value!] ?? 0),
          0,
        );
  switch (formula.of) {
    case 'count': {
      const count = among(formula.facts, from).length;
      return { value: count, count };
    }
    case 'share': {
      const { mark, ...any } = formula.facts;
      const base = among({ ...any, mark: formula.among }, from);
      const bearing = base.filter(fact => fact.marks?.includes(mark)).length;
      return ratio(bearing, base.length);
    }
    case 'value': {
      const values = among(formula.facts, from).flatMap(
        fact => fact.values?.[formula.value] ?? [],
      );
      return {
        value: statisticOf(values, statistic ?? formula.statistic),
        count: values.length,
      };
    }
    case 'ratio': {
      const told = ratio(added(formula.numerator), added(formula.denominator));
      return { ...told, count: among(formula.denominator, from).length };
    }
    case 'level':
    case 'level-age': {
      const { entered, left } = formula;
      const gone = new Set(among(left, -Infinity).map(({ id }) => id));
      const there = among(entered, -Infinity).filter(f => !gone.has(f.id));
      if (formula.of === 'level')
        return { value: there.length, count: there.length };
      const ages = there.map(fact => to - fact.stages[entered.stage]!);
      return { value: statisticOf(ages, 'mean'), count: ages.length };
    }
    default:
      throw new Error(`${formula.of} is not counted of facts`);
  }
}

/** One thing that happens to a record in a story: when, to which status, what is set. */
export type Told = readonly [
  at: string,
  what: string,
  set?: Readonly<Record<string, unknown>>,
];

/**
 * The journal of a record as somebody would tell it: `['2026-03-02 09:00', 'in-progress']`. The first
 * entry files it, unless it says `began elsewhere`; `-` leaves the status as it is; what has a point in
 * it, e.g. `approval.asked`, is a kind of entries with that payload. Times are UTC.
 */
export function journalOf(
  recordId: string,
  story: readonly Told[],
): JournalRow[] {
  return story.map(([at, what, set = {}], position) => {
    const elsewhere = story[0][1] === 'began elsewhere';
    const happened = Date.parse(`${at.replace(' ', 'T')}Z`);
    const common = {
      position,
      subjectType: 'record',
      subjectId: recordId,
      audience: 'requester' as const,
      mode: elsewhere ? ('observe' as const) : ('enforce' as const),
      commandId: `${recordId} ${position}`,
      at: happened,
      recordedAt: happened,
    };
    if (what.includes('.')) return { ...common, kind: what, payload: set };
    const changes = Object.entries(set).map(([field, after]) => ({
      field,
      after,
    }));
    if (what === 'began elsewhere')
      return { ...common, kind: 'record.created', payload: {} };
    const moved = what === '-' ? 'record.changed' : 'record.transitioned';
    return {
      ...common,
      kind: position === 0 ? 'record.created' : moved,
      status: what === '-' ? undefined : what,
      payload: { changes },
    };
  });
}

/** What follows from the journal of a record. */
export function factsOf<S>(
  counted: RecordFacts<S>,
  journal: readonly JournalRow[],
): readonly Facts[] {
  const state = journal.reduce(
    // As the engine does it, state is kept as JSON between entries.
    (life, entry) => counted.apply(JSON.parse(JSON.stringify(life)), entry),
    counted.begin(),
  );
  return counted.facts(state, journal[0].subjectId);
}

/** Asks KPIs of facts that were counted by hand. */
export function askByHand(
  kpis: readonly KpiDefinition[],
  facts: readonly Facts[],
  period: { from: number; to: number },
): (
  key: string,
  options?: { statistic?: KpiStatistic; stated?: boolean },
) => CountedByHand {
  return (key, { statistic, stated } = {}) => {
    const kpi = kpis.find(k => k.key === key)!;
    const formula = stated ? kpi.stated! : kpi.formula;
    return countByHand(formula, () => facts, period, statistic);
  };
}
