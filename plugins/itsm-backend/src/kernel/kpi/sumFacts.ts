import type { Knex } from 'knex';
import type { FactSums } from './model';
import type { StageShape } from './shape';

/** What facts are added up by. Names of columns and the numbers are ours. */
export interface SummedBy {
  stage: StageShape;
  /** Column of the instants of the stage. */
  at: string;
  /** Where points begin, and the last one ends. */
  bounds: readonly number[];
  /** Column of the dimension, if it is by one. */
  by?: string;
}

/**
 * The place of the point that an instant is in, as SQL: a tree of comparisons, so that of eight hundred
 * points ten are looked at.
 */
function placeSql(
  { at, bounds }: Pick<SummedBy, 'at' | 'bounds'>,
  first = 0,
  end = bounds.length - 1,
): string {
  if (end - first <= 1) return String(first);
  const middle = Math.floor((first + end) / 2);
  const [before, after] = [
    placeSql({ at, bounds }, first, middle),
    placeSql({ at, bounds }, middle, end),
  ];
  return `case when ${at} < ${Math.trunc(
    bounds[middle],
  )} then ${before} else ${after} end`;
}

/** Adds up the facts of a query, all between the first bound and the last, in the database. */
export function selectSums(
  query: Knex.QueryBuilder,
  knex: Knex,
  summed: SummedBy,
): Knex.QueryBuilder {
  const { stage, at, bounds, by } = summed;
  const base = Math.trunc(bounds[0]);
  const columns = [
    `${placeSql(summed)} as place`,
    `${by ?? 'null'} as value`,
    'count(*) as n',
    `sum(coalesce(f.t1, ${at}) - ${base}) as since`,
    ...stage.marks.map(
      ({ bit }, i) =>
        `sum(case when (f.marks & ${bit}) <> 0 then 1 else 0 end) as m${i}`,
    ),
    // Whole numbers, so that it is the same in whatever order they are added up.
    ...stage.values.flatMap(({ index, scale }, i) => [
      `count(f.v${index + 1}) as c${i}`,
      `sum(round(f.v${index + 1} * ${scale})) as s${i}`,
    ]),
  ];
  return query
    .select(columns.map(column => knex.raw(column)))
    .groupByRaw(by ? '1, 2' : '1');
}

const toFactSums = ({ marks, values }: StageShape, row: any): FactSums => ({
  count: Number(row?.n ?? 0),
  since: Number(row?.since ?? 0),
  marks: Object.fromEntries(
    marks.map(({ key }, i) => [key, Number(row?.[`m${i}`] ?? 0)]),
  ),
  values: Object.fromEntries(
    values.map(({ key, scale }, i) => [
      key,
      {
        count: Number(row?.[`c${i}`] ?? 0),
        sum: Number(row?.[`s${i}`] ?? 0) / scale,
      },
    ]),
  ),
});

/** What rows of {@link selectSums} say, by value: all points of each. */
export function toSummed(
  rows: readonly any[],
  { stage, bounds, by }: SummedBy,
): { value?: string; points: FactSums[] }[] {
  const groups = new Map<string | undefined, Map<number, any>>();
  if (by === undefined) groups.set(undefined, new Map());
  for (const row of rows) {
    const value: string | undefined = row.value ?? undefined;
    const places = groups.get(value) ?? new Map();
    groups.set(value, places);
    places.set(Number(row.place), row);
  }
  return [...groups].map(([value, places]) => ({
    ...(value !== undefined && { value }),
    points: bounds
      .slice(1)
      .map((_, place) => toFactSums(stage, places.get(place))),
  }));
}
