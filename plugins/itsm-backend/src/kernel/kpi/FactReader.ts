import type { Knex } from 'knex';
import { isPostgres } from '../database';
import type { CountedBook } from './CountedBook';
import {
  dimensionColumn,
  factsWhere,
  openAt,
  stageColumn,
  toFactRows,
  valueColumn,
} from './factSql';
import { chunksOf } from './FactStore';
import type {
  FactFilter,
  FactPlace,
  FactRow,
  FactSums,
  OpenAges,
  OpenFilter,
} from './model';
import {
  percentilesBy,
  runsOf,
  selectPercentiles,
  toPercentiles,
} from './percentiles';
import { shapeOf, stageOf, type KindShape } from './shape';
import { selectSums, toSummed } from './sumFacts';

type Unbounded = Omit<FactFilter, 'from' | 'to'>;

/** Reads the facts themselves: what is behind a number, and what rollups cannot say. */
export class FactReader {
  readonly #kindIds = new Map<string, number>();

  constructor(private readonly deps: { knex: Knex; book: CountedBook }) {}

  /**
   * How many there are.
   *
   * @param limit - stops to count behind it: the answer is at most one more
   */
  async count(filter: FactFilter, limit?: number): Promise<number> {
    const query = this.#where(await this.#kindId(filter.kind), filter);
    if (limit === undefined) {
      const row: any = await query.count({ n: '*' }).first();
      return Number(row.n);
    }
    const some = query.select(this.deps.knex.raw('1')).limit(limit + 1);
    const row: any = await this.deps
      .knex(some.as('some'))
      .count({ n: '*' })
      .first();
    return Number(row.n);
  }

  /** A page of them, the latest first. */
  async page(
    filter: FactFilter,
    page: { after?: FactPlace; limit: number },
  ): Promise<FactRow[]> {
    const kindId = await this.#kindId(filter.kind);
    return this.#page(this.#where(kindId, filter), filter, page);
  }

  /**
   * Counts them again, without rollups: by value of a dimension (or all as one group, if none is
   * named), what each point between two bounds adds up to. The database looks at all of them, so count
   * first.
   */
  async sums(
    filter: Unbounded,
    bounds: readonly number[],
    by?: string,
  ): Promise<{ value?: string; points: readonly FactSums[] }[]> {
    const { knex } = this.deps;
    const shape = this.#shape(filter.kind);
    const kindId = await this.#kindId(filter.kind);
    const within = {
      ...filter,
      from: bounds[0],
      to: bounds[bounds.length - 1],
    };
    const summed = {
      stage: stageOf(shape, filter.stage),
      at: `f.${stageColumn(shape, filter.stage)}`,
      bounds,
      ...(by !== undefined && { by: `f.${dimensionColumn(shape, by)}` }),
    };
    const query = selectSums(this.#where(kindId, within), knex, summed);
    return toSummed(await query, summed);
  }

  /** Percentiles of a value by nearest rank in each point, in the order of the shares. */
  async percentiles(
    filter: Omit<Unbounded, 'having'>,
    value: string,
    bounds: readonly number[],
    shares: readonly number[],
  ): Promise<(readonly number[] | undefined)[]> {
    const periods = bounds
      .slice(0, -1)
      .map((from, i) => ({ from, to: bounds[i + 1] }));
    return this.percentilesOf(filter, value, periods, shares);
  }

  /** The same of periods that need not follow each other; one pass over the facts of those that do. */
  async percentilesOf(
    filter: Omit<Unbounded, 'having'>,
    value: string,
    periods: readonly { from: number; to: number }[],
    shares: readonly number[],
  ): Promise<(readonly number[] | undefined)[]> {
    if (periods.length === 0) return [];
    const { knex } = this.deps;
    const shape = this.#shape(filter.kind);
    const kindId = await this.#kindId(filter.kind);
    const runs = runsOf(periods);
    const parts = runs.map(({ first, bounds }) => {
      const within = { from: bounds[0], to: bounds[bounds.length - 1] };
      return selectPercentiles(
        this.#where(kindId, { ...filter, ...within, having: value }),
        knex,
        {
          at: `f.${stageColumn(shape, filter.stage)}`,
          value: `f.${valueColumn(shape, value)}`,
          ...{ first, bounds, shares },
        },
      );
    });
    const rows: any[] = [];
    // In brackets: what is grouped is grouped before it is put together.
    for (const chunk of chunksOf(parts))
      rows.push(...(await knex.unionAll(chunk, isPostgres(knex))));
    return toPercentiles(knex, rows, periods.length, runs, shares);
  }

  /** One percentile by the values of a dimension. One statement. */
  async percentilesBy(
    filter: Omit<FactFilter, 'having'>,
    value: string,
    by: string,
    share: number,
  ): Promise<ReadonlyMap<string | undefined, number>> {
    const { knex } = this.deps;
    const shape = this.#shape(filter.kind);
    const kindId = await this.#kindId(filter.kind);
    const query = this.#where(kindId, { ...filter, having: value });
    return percentilesBy(query, knex, {
      by: `f.${dimensionColumn(shape, by)}`,
      value: `f.${valueColumn(shape, value)}`,
      share,
    });
  }

  /** All values in a period, in no order. */
  async values(
    filter: Omit<Unbounded, 'having'>,
    value: string,
    period: { from: number; to: number },
  ): Promise<number[]> {
    const column = valueColumn(this.#shape(filter.kind), value);
    const kindId = await this.#kindId(filter.kind);
    const query = this.#where(kindId, { ...filter, ...period, having: value });
    return query.pluck(`f.${column}`);
  }

  /** How old those were that were open at an instant, in bands that end at `upTo` (with it). */
  async ages(
    open: OpenFilter,
    at: number,
    upTo: readonly number[],
    by?: string,
  ): Promise<OpenAges[]> {
    const { knex } = this.deps;
    const shape = this.#shape(open.kind);
    const entered = `f.${stageColumn(shape, open.entered.stage)}`;
    const query = openAt(knex, shape, await this.#kindId(open.kind), open, at);
    query.select(
      knex.raw('count(*) as total'),
      knex.raw('sum(? - ??) as age', [at, entered]),
      ...upTo.map((end, i) =>
        knex.raw(`sum(case when ?? >= ? then 1 else 0 end) as b${i}`, [
          entered,
          at - end,
        ]),
      ),
    );
    if (by) {
      const column = `f.${dimensionColumn(shape, by)}`;
      query.select({ value: column }).groupBy(column);
    }
    const rows: any[] = await query;
    return rows
      .filter(row => Number(row.total) > 0)
      .map(row => {
        const total = Number(row.total);
        const within = [...upTo.map((_, i) => Number(row[`b${i}`])), total];
        return {
          ...(by && row.value !== null && { value: row.value }),
          total,
          ageSum: Number(row.age),
          bands: within.map((n, i) => n - (i === 0 ? 0 : within[i - 1])),
        };
      });
  }

  /** A page of those that were open at an instant, the latest first. */
  async openPage(
    open: OpenFilter,
    at: number,
    page: { after?: FactPlace; limit: number },
  ): Promise<FactRow[]> {
    const { knex } = this.deps;
    const shape = this.#shape(open.kind);
    const query = openAt(knex, shape, await this.#kindId(open.kind), open, at);
    const { stage } = open.entered;
    return this.#page(query, { kind: open.kind, stage }, page);
  }

  async #page(
    query: Knex.QueryBuilder,
    { kind, stage }: { kind: string; stage: string },
    { after, limit }: { after?: FactPlace; limit: number },
  ): Promise<FactRow[]> {
    const shape = this.#shape(kind);
    const at = `f.${stageColumn(shape, stage)}`;
    if (after)
      query.whereRaw('(??, ??) < (?, ?)', [at, 'f.id', after.at, after.id]);
    const rows = await query
      .orderBy([
        { column: at, order: 'desc' },
        { column: 'f.id', order: 'desc' },
      ])
      .limit(limit)
      .select('f.*');
    return toFactRows(shape, rows, stage);
  }

  #shape(kind: string): KindShape {
    return shapeOf(this.deps.book.kind(kind));
  }

  #where(kindId: number, filter: FactFilter): Knex.QueryBuilder {
    return factsWhere(this.deps.knex, this.#shape(filter.kind), kindId, filter);
  }

  /** Ids of kinds stay as they are; nothing has the id 0. */
  async #kindId(kind: string): Promise<number> {
    const known = this.#kindIds.get(kind);
    if (known !== undefined) return known;
    const row = await this.deps
      .knex('kpi_kinds')
      .where('kind', kind)
      .first('id');
    if (!row) return 0;
    this.#kindIds.set(kind, row.id);
    return row.id;
  }
}
