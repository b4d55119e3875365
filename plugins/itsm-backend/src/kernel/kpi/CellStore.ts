import type { Knex } from 'knex';
import { afterCommit } from '../afterCommit';
import { isPostgres } from '../database';
import { mergeCells, packCell, unpackCell, type CellColumns } from './cells';
import { chunksOf, upsertSql } from './FactStore';
import type { Movement, SeriesKey } from './movements';

/** More ids than that are not remembered: values can be many. */
const MOST_KNOWN = 200_000;

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const CELL_COLUMNS = [
  ...['series_id', 'month', 'n', 'since', 'days', 'hours'],
  ...upTo(8).map(i => `m${i}`),
  ...['c', 's', 'h'].flatMap(letter => upTo(4).map(i => `${letter}${i}`)),
];
const KEY = ['series_id', 'month'];
const UPSERT = upsertSql('kpi_cells', CELL_COLUMNS, KEY);
const NOTHING = Object.fromEntries(CELL_COLUMNS.map(column => [column, null]));

const nameOf = (kindId: number, { stage, dimension, value }: SeriesKey) =>
  `${kindId}\n${stage.key}\n${dimension}\n${value}`;

/** A month that is moved, with its row if there is one. */
export interface LoadedMonth {
  movement: Movement;
  seriesId: number;
  row: any;
}

/** The SQL of rollups as they are written. */
export class CellStore {
  /** Ids of series. Series stay when their rollups are emptied, so ids never change. */
  readonly #known = new Map<string, number>();

  /** The months that are moved, as they are. Nobody else may write those of the kind meanwhile. */
  async load(
    tx: Knex.Transaction,
    kindId: number,
    movements: readonly Movement[],
  ): Promise<LoadedMonth[]> {
    if (movements.length === 0) return [];
    const ids = await this.#idsOf(
      tx,
      kindId,
      movements.map(({ series }) => series),
    );
    const keyed = movements.map(movement => ({
      movement,
      seriesId: ids.get(nameOf(kindId, movement.series))!,
    }));
    const rows = await this.#read(
      tx,
      keyed.map(({ seriesId, movement }) => [seriesId, movement.month]),
    );
    return keyed.map(({ movement, seriesId }) => ({
      movement,
      seriesId,
      row: rows.get(`${seriesId} ${movement.month}`),
    }));
  }

  /** Adds to them what moves. */
  async move(
    tx: Knex.Transaction,
    months: readonly LoadedMonth[],
  ): Promise<void> {
    const put: CellColumns[] = [];
    const gone: [number, number][] = [];
    for (const { movement, seriesId, row } of months) {
      const { series, month, cell } = movement;
      let made = cell;
      if (row) {
        made = unpackCell(series.stage, row, series.dimension === '');
        mergeCells(made, cell, series.stage);
      }
      const columns = packCell(made, series.stage);
      if (columns)
        put.push({ ...NOTHING, ...columns, series_id: seriesId, month });
      else if (row) gone.push([seriesId, month]);
    }
    await this.#put(tx, put);
    await this.#remove(tx, gone);
  }

  /** Empties the rollups of a kind. */
  async clear(tx: Knex.Transaction, kindId: number): Promise<void> {
    await tx('kpi_cells')
      .whereIn(
        'series_id',
        tx('kpi_series').where('kind_id', kindId).select('id'),
      )
      .delete();
  }

  async #idsOf(
    tx: Knex.Transaction,
    kindId: number,
    series: readonly SeriesKey[],
  ): Promise<Map<string, number>> {
    const wanted = new Map(series.map(one => [nameOf(kindId, one), one]));
    const ids = new Map<string, number>();
    for (const name of wanted.keys()) {
      const id = this.#known.get(name);
      if (id !== undefined) ids.set(name, id);
    }
    const missing = [...wanted].filter(([name]) => !ids.has(name));
    if (missing.length === 0) return ids;
    const rows = missing.map(([, { stage, dimension, value }]) => ({
      kind_id: kindId,
      stage: stage.key,
      dimension,
      value,
    }));
    const found = await this.#findOrMake(tx, rows);
    for (const row of found)
      ids.set(
        [row.kind_id, row.stage, row.dimension, row.value].join('\n'),
        row.id,
      );
    // What is not committed could be given to another one.
    afterCommit(tx, () => {
      if (this.#known.size > MOST_KNOWN) this.#known.clear();
      for (const [name] of missing) this.#known.set(name, ids.get(name)!);
    });
    return ids;
  }

  async #findOrMake(
    tx: Knex.Transaction,
    rows: readonly Record<string, unknown>[],
  ): Promise<any[]> {
    if (isPostgres(tx)) {
      const given = [JSON.stringify(rows)];
      const told = `jsonb_to_recordset(?::jsonb)
        as t(kind_id int, stage text, dimension text, value text)`;
      await tx.raw(
        `insert into kpi_series (kind_id, stage, dimension, value)
         select t.* from ${told} where not exists (
           select 1 from kpi_series s where s.kind_id = t.kind_id and s.stage = t.stage
             and s.dimension = t.dimension and s.value = t.value)`,
        given,
      );
      const { rows: found } = await tx.raw(
        `select s.* from ${told} join kpi_series s on s.kind_id = t.kind_id
           and s.stage = t.stage and s.dimension = t.dimension and s.value = t.value`,
        given,
      );
      return found;
    }
    const found: any[] = [];
    for (const chunk of chunksOf(rows)) {
      await tx('kpi_series')
        .insert(chunk)
        .onConflict(['kind_id', 'stage', 'dimension', 'value'])
        .ignore();
      const marks = chunk.map(() => '(?, ?, ?, ?)').join(', ');
      found.push(
        ...(await tx.raw(
          `with t(kind_id, stage, dimension, value) as (values ${marks})
           select s.* from t join kpi_series s on s.kind_id = t.kind_id
             and s.stage = t.stage and s.dimension = t.dimension and s.value = t.value`,
          chunk.flatMap(r => [r.kind_id, r.stage, r.dimension, r.value]) as any,
        )),
      );
    }
    return found;
  }

  /** Rows by series and month. */
  async #read(
    tx: Knex.Transaction,
    keys: readonly (readonly [number, number])[],
  ): Promise<Map<string, any>> {
    const rows: any[] = [];
    if (isPostgres(tx)) {
      const answer = await tx.raw(
        `select c.* from unnest(?::int[], ?::bigint[]) k(series_id, month)
         join kpi_cells c on c.series_id = k.series_id and c.month = k.month`,
        [keys.map(([id]) => id) as any, keys.map(([, month]) => month) as any],
      );
      rows.push(...answer.rows);
    } else {
      for (const chunk of chunksOf(keys))
        rows.push(
          ...(await tx.raw(
            `with k(series_id, month) as (values ${chunk
              .map(() => '(?, ?)')
              .join(', ')})
             select c.* from k join kpi_cells c on c.series_id = k.series_id and c.month = k.month`,
            chunk.flat() as any,
          )),
        );
    }
    return new Map(rows.map(row => [`${row.series_id} ${row.month}`, row]));
  }

  async #put(
    tx: Knex.Transaction,
    rows: readonly CellColumns[],
  ): Promise<void> {
    if (rows.length === 0) return;
    if (isPostgres(tx)) {
      await tx.raw(UPSERT, [JSON.stringify(rows)]);
      return;
    }
    for (const chunk of chunksOf(rows))
      await tx('kpi_cells').insert(chunk).onConflict(KEY).merge();
  }

  async #remove(
    tx: Knex.Transaction,
    keys: readonly (readonly [number, number])[],
  ): Promise<void> {
    for (const chunk of chunksOf(keys))
      await tx('kpi_cells')
        .whereIn(KEY, chunk as any)
        .delete();
  }
}
