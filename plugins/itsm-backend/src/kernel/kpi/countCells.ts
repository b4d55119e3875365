import { beginOf, type Period } from '@callboard/plugin-itsm-common';
import { EXACT_ALONE_BELOW, EXACT_BELOW, type CellReader } from './CellReader';
import { chooseGroups, type Chosen, type Sees } from './chooseGroups';
import {
  addSums,
  measureOf,
  NO_SUMS,
  runningSums,
  termsOf,
  type Measure,
  type Term,
  type TermSums,
} from './formulas';
import type { FactReader } from './FactReader';
import type { CellQuestion, FactGroup } from './model';
import type { AskedKpi } from './readQuestion';
import type { Counting } from './rounds';

/** What was counted for a question. */
export interface CountedKpi {
  total: Measure;
  compared?: Measure;
  series?: Measure[];
  groups?: { value?: string; total: Measure }[];
  /** How many values there are beside. */
  moreGroups?: number;
  /** How many spans of time were read. */
  read?: { months: number; days: number };
}

/** The dimension that is kept, if one is: rollups know one at a time. */
function keptOf({
  where,
}: AskedKpi): Pick<CellQuestion, 'dimension' | 'values'> {
  const [kept] = Object.entries(where);
  return kept ? { dimension: kept[0], values: kept[1] } : {};
}

function cellQuestion(
  { facts, value, ever }: Term,
  bounds: readonly number[],
  kept: Pick<CellQuestion, 'dimension' | 'values'>,
  share: number | undefined,
  exactBelow?: number,
): CellQuestion {
  return {
    kind: facts.kind,
    stage: facts.stage,
    ...kept,
    bounds,
    ...(ever && { before: true }),
    ...(share !== undefined &&
      value !== undefined && {
        percentiles: { value, shares: [share], exactBelow },
      }),
  };
}

export const boundsOf = (points: readonly Period[]) => [
  points[0].from,
  ...points.map(({ to }) => to),
];

/** The end of a point, as far as it has come, as milliseconds after the first bound. */
const endOf = ({ now }: AskedKpi, to: number, first: number) =>
  Math.min(to, now) - first;

/**
 * The measure of each point.
 *
 * @param sums - of each term, its points
 */
export function measuresOf(
  asked: AskedKpi,
  bounds: readonly number[],
  sums: readonly (readonly TermSums[])[],
): Measure[] {
  return bounds.slice(1).map((to, i) =>
    measureOf(
      asked.formula,
      asked.statistic,
      sums.map(points => points[i]),
      endOf(asked, to, bounds[0]),
    ),
  );
}

/** The total of a period from its points, where they add up. */
export function totalOf(
  asked: AskedKpi,
  bounds: readonly number[],
  sums: readonly (readonly TermSums[])[],
): Measure {
  const terms = termsOf(asked.formula);
  const whole = sums.map((points, i) =>
    terms[i].ever
      ? points[points.length - 1]
      : points.reduce<TermSums>((a, b) => addSums(a, b), NO_SUMS),
  );
  const end = endOf(asked, bounds[bounds.length - 1], bounds[0]);
  return measureOf(asked.formula, asked.statistic, whole, end);
}

/** The sums of a term as its formula wants them: of what ever was, or of each point. */
const pointsFor = (
  term: Term,
  answer: { points: readonly TermSums[]; before?: TermSums },
): readonly TermSums[] =>
  term.ever
    ? runningSums(answer.before ?? NO_SUMS, answer.points)
    : answer.points;

/** Counts a question from the rollups: one read for all of it, a second one for percentiles of groups. */
export function* countCells(
  asked: AskedKpi,
  reader: Pick<CellReader, 'groups' | 'zone'>,
  facts: Pick<FactReader, 'percentilesBy'>,
  sees: Sees,
): Counting<CountedKpi> {
  const terms = termsOf(asked.formula);
  const { period, points, compared, by, share } = asked;
  const kept = keptOf(asked);
  const whole = [period.from, period.to];
  // Percentiles of points do not add up: the total is asked for itself.
  const spans = [
    ...(points ? [boundsOf(points)] : []),
    ...(!points || share !== undefined ? [whole] : []),
    ...(compared ? [[compared.from, compared.to]] : []),
  ];
  const everFrom = beginOf(0, 'day', reader.zone);
  // A total is what one reads off; points of a curve are looked at.
  const exactBelow = (count: number) =>
    asked.alone && count === 1 ? EXACT_ALONE_BELOW : undefined;
  const groupsOf = async () =>
    Promise.all(
      terms.map(({ facts: of, ever }) =>
        reader.groups({
          kind: of.kind,
          stage: of.stage,
          dimension: by!.key,
          from: ever ? everFrom : period.from,
          to: period.to,
        }),
      ),
    );
  const given = yield {
    cells: spans.flatMap(bounds =>
      terms.map(term =>
        cellQuestion(term, bounds, kept, share, exactBelow(bounds.length - 1)),
      ),
    ),
    alone: by && groupsOf,
  };
  const sumsOf = (span: number) =>
    terms.map((term, i) =>
      pointsFor(term, given.cells[span * terms.length + i]),
    );
  const totalSpan = points && share !== undefined ? 1 : 0;
  const counted: CountedKpi = {
    total: totalOf(asked, spans[totalSpan], sumsOf(totalSpan)),
    read: {
      months: Math.max(0, ...given.cells.map(a => a.read.months)),
      days: Math.max(0, ...given.cells.map(a => a.read.days)),
    },
  };
  if (share !== undefined) {
    // The one point of its span, as percentiles are lost in adding.
    [counted.total] = measuresOf(asked, spans[totalSpan], sumsOf(totalSpan));
  }
  if (points) counted.series = measuresOf(asked, spans[0], sumsOf(0));
  if (compared) {
    const last = spans.length - 1;
    [counted.compared] = measuresOf(asked, spans[last], sumsOf(last));
  }
  if (by)
    Object.assign(
      counted,
      yield* countGroups(asked, given.alone, { everFrom, facts, sees }),
    );
  return counted;
}

function* countGroups(
  asked: AskedKpi,
  found: readonly (readonly FactGroup[])[],
  {
    everFrom,
    facts,
    sees,
  }: {
    everFrom: number;
    facts: Pick<FactReader, 'percentilesBy'>;
    sees: Sees;
  },
): Counting<Pick<CountedKpi, 'groups' | 'moreGroups'>> {
  const { by, period, share } = asked;
  const terms = termsOf(asked.formula);
  const first = terms.some(t => t.ever) ? everFrom : period.from;
  const values = new Map<string | undefined, TermSums[]>();
  found.forEach((groups, i) =>
    groups.forEach(group => {
      const sums = values.get(group.value) ?? terms.map(() => NO_SUMS);
      sums[i] = group;
      values.set(group.value, sums);
    }),
  );
  const end = endOf(asked, period.to, first);
  const candidates = [...values].map(([value, sums]) => ({
    value,
    sums,
    total: measureOf(asked.formula, asked.statistic, sums, end),
  }));
  const { alone } = yield {
    alone: () => chooseGroups(asked, candidates, sees),
  };
  const chosen: Chosen<(typeof candidates)[number]> = alone;
  if (share === undefined || chosen.groups.length === 0)
    return {
      groups: chosen.groups.map(({ value, total }) => ({ value, total })),
      moreGroups: chosen.more,
    };
  // Of few values the percentile is told from the facts, of all groups in one statement.
  const [{ facts: of, value }] = terms;
  const few = chosen.groups.filter(({ total }) => total.count < EXACT_BELOW);
  const many = chosen.groups.filter(g => !few.includes(g));
  const bounds = [period.from, period.to];
  const given = yield {
    cells: many.map(group =>
      cellQuestion(
        terms[0],
        bounds,
        { dimension: by!.key, values: [group.value] },
        share,
      ),
    ),
    alone: async () =>
      few.length === 0
        ? new Map()
        : facts.percentilesBy(
            {
              ...{ kind: of.kind, stage: of.stage, ...period },
              where: { [by!.key]: few.map(group => group.value) },
            },
            value!,
            by!.key,
            share,
          ),
  };
  return {
    groups: chosen.groups.map(group => {
      const place = many.indexOf(group);
      const told =
        place < 0
          ? { ...group.total, value: given.alone.get(group.value) }
          : measuresOf(asked, bounds, [given.cells[place].points])[0];
      return { value: group.value, total: told };
    }),
    moreGroups: chosen.more,
  };
}
