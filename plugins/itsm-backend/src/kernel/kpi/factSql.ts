import type { Knex } from 'knex';
import { toFact } from './FactStore';
import type { FactFilter, FactRow, OpenFilter } from './model';
import { placeOf, stageOf, type KindShape, type StoredFact } from './shape';

/** The column of the instants of a stage. */
export const stageColumn = (shape: KindShape, stage: string) =>
  `t${stageOf(shape, stage).index + 1}`;
/** The column of a value. */
export const valueColumn = (shape: KindShape, value: string) =>
  `v${placeOf(shape, 'values', value) + 1}`;
/** The column of a dimension. */
export const dimensionColumn = (shape: KindShape, dimension: string) =>
  `d${placeOf(shape, 'dimensions', dimension) + 1}`;

/** The bits of marks. */
export const bitsOf = (shape: KindShape, marks: readonly string[]) =>
  // eslint-disable-next-line no-bitwise
  marks.reduce((bits, mark) => bits | (2 ** placeOf(shape, 'marks', mark)), 0);

function keepWhere(
  query: Knex.QueryBuilder,
  shape: KindShape,
  where: FactFilter['where'],
): void {
  for (const [dimension, values] of Object.entries(where ?? {})) {
    const column = dimensionColumn(shape, dimension);
    const told = values.filter(value => value !== undefined && value !== '');
    query.where(one => {
      if (told.length > 0) one.whereIn(column, told as string[]);
      if (told.length < values.length) one.orWhereNull(column);
      if (values.length === 0) one.whereRaw('1 = 0');
    });
  }
}

/** The facts that a filter keeps. */
export function factsWhere(
  knex: Knex,
  shape: KindShape,
  kindId: number,
  filter: FactFilter,
): Knex.QueryBuilder {
  const { from, to, where, marks = [], without = [], having } = filter;
  const at = stageColumn(shape, filter.stage);
  const query = knex('kpi_facts as f')
    .where('f.kind_id', kindId)
    .where('f.restricted', false);
  if (from === undefined && to === undefined) query.whereNotNull(at);
  if (from !== undefined) query.where(at, '>=', from);
  if (to !== undefined) query.where(at, '<', to);
  const all = bitsOf(shape, marks);
  const none = bitsOf(shape, without);
  if (all) query.whereRaw('(f.marks & ?) = ?', [all, all]);
  if (none) query.whereRaw('(f.marks & ?) = 0', [none]);
  if (having !== undefined) query.whereNotNull(valueColumn(shape, having));
  keepWhere(query, shape, where);
  return query;
}

/** Those that had entered before an instant and not left. */
export function openAt(
  knex: Knex,
  shape: KindShape,
  kindId: number,
  open: OpenFilter,
  at: number,
): Knex.QueryBuilder {
  const { entered, left, where, kind } = open;
  const leftAt = stageColumn(shape, left.stage);
  const query = factsWhere(knex, shape, kindId, {
    kind,
    stage: entered.stage,
    to: at,
    where,
    ...(entered.mark && { marks: [entered.mark] }),
  });
  return query.where(not => {
    not.whereNull(leftAt).orWhere(leftAt, '>=', at);
    if (left.mark)
      not.orWhereRaw('(f.marks & ?) = 0', [bitsOf(shape, [left.mark])]);
  });
}

const named = <V>(
  keys: readonly { key: string }[],
  values: readonly (V | null)[],
): Record<string, V> =>
  Object.fromEntries(
    keys.flatMap(({ key }, i) =>
      values[i] === null ? [] : [[key, values[i] as V]],
    ),
  );

/** A fact as readers are told of it. */
export function toFactRow(
  shape: KindShape,
  fact: StoredFact,
  stage: string,
): FactRow {
  return {
    id: fact.id,
    ...(fact.recordId !== null && { recordId: fact.recordId }),
    at: fact.stages[stageOf(shape, stage).index]!,
    stages: named(shape.stages, fact.stages),
    values: named(shape.values, fact.values),
    dimensions: named(shape.dimensions, fact.dimensions),
    // eslint-disable-next-line no-bitwise
    marks: shape.marks.filter((_, i) => (fact.marks & (2 ** i)) !== 0),
  };
}

/** Rows as facts. */
export const toFactRows = (
  shape: KindShape,
  rows: readonly any[],
  stage: string,
): FactRow[] => rows.map(row => toFactRow(shape, toFact(shape, row), stage));
