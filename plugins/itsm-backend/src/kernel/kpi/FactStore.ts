import type { FactKind } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import type { KindShape, StoredFact } from './shape';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** What is known of a record between two entries. */
export interface StateRow {
  recordId: string;
  lastAt: number;
  /** JSON. */
  state: string;
}

export const chunksOf = <T>(all: readonly T[], size = CHUNK): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const T = upTo(6).map(i => `t${i}`);
const V = upTo(8).map(i => `v${i}`);
const D = upTo(6).map(i => `d${i}`);
const FACT_COLUMNS = [
  ...['kind_id', 'id', 'record_id', 'restricted', 'marks'],
  ...T,
  ...V,
  ...D,
];
const STATE_COLUMNS = ['kind_id', 'record_id', 'last_at', 'state'];

/** Rows go as one parameter that the server unpacks; those that are there are changed in place. */
export const upsertSql = (
  table: string,
  columns: readonly string[],
  key: readonly string[],
) => {
  const names = columns.join(', ');
  const changed = columns
    .filter(column => !key.includes(column))
    .map(column => `${column} = excluded.${column}`);
  return `insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, ?::jsonb)
    on conflict (${key.join(', ')}) do update set ${changed.join(', ')}`;
};
const UPSERT_FACTS = upsertSql('kpi_facts', FACT_COLUMNS, ['kind_id', 'id']);
const UPSERT_STATES = upsertSql('kpi_states', STATE_COLUMNS, [
  'kind_id',
  'record_id',
]);

/** A row of `kpi_facts` as a fact. */
export function toFact(shape: KindShape, row: any): StoredFact {
  const number = (value: unknown) => (value === null ? null : Number(value));
  return {
    id: row.id,
    recordId: row.record_id,
    restricted: Boolean(row.restricted),
    stages: shape.stages.map((_, i) => number(row[T[i]])),
    values: shape.values.map((_, i) => number(row[V[i]])),
    marks: row.marks,
    dimensions: shape.dimensions.map((_, i) => row[D[i]]),
  };
}

const toRow = (kindId: number, fact: StoredFact) => {
  const row: Record<string, unknown> = {
    kind_id: kindId,
    id: fact.id,
    record_id: fact.recordId,
    restricted: fact.restricted,
    marks: fact.marks,
  };
  T.forEach((column, i) => (row[column] = fact.stages[i] ?? null));
  V.forEach((column, i) => (row[column] = fact.values[i] ?? null));
  D.forEach((column, i) => (row[column] = fact.dimensions[i] ?? null));
  return row;
};

/** The SQL of facts as they are written: kinds, facts, and states of records. */
export class FactStore {
  /**
   * The id of a kind, whose facts nobody else writes until the transaction ends.
   *
   * @throws Error if its rollups were made otherwise than this backend makes them
   */
  async hold(
    tx: Knex.Transaction,
    kind: FactKind,
    zone: string,
  ): Promise<number> {
    const find = () => {
      const query = tx('kpi_kinds').where('kind', kind.kind);
      if (isPostgres(tx)) query.forUpdate();
      return query.first();
    };
    let row = await find();
    if (!row) {
      await tx('kpi_kinds')
        .insert({ kind: kind.kind, version: kind.version, zone })
        .onConflict('kind')
        .ignore();
      row = await find();
    }
    if (row.version !== kind.version || row.zone !== zone)
      throw new Error(
        `The numbers of ${kind.title} were made by version ${row.version} in ${row.zone}, this is version ${kind.version} in ${zone}: they are made again when the backends were started anew`,
      );
    return row.id;
  }

  /** As which version and in which zone kinds were made, by kind. */
  async made(
    knex: Knex,
  ): Promise<Map<string, { version: number; zone: string }>> {
    const rows = await knex('kpi_kinds').select('kind', 'version', 'zone');
    return new Map(rows.map(row => [row.kind, row]));
  }

  /** Notes how a kind is made from now on. Nobody else writes its facts until the transaction ends. */
  async note(tx: Knex, kind: FactKind, zone: string): Promise<number> {
    await tx('kpi_kinds')
      .insert({ kind: kind.kind, version: kind.version, zone })
      .onConflict('kind')
      .merge();
    const row = await tx('kpi_kinds').where('kind', kind.kind).first();
    return row.id;
  }

  /** Facts by their ids, and all of records, by id. */
  async facts(
    tx: Knex.Transaction,
    kindId: number,
    shape: KindShape,
    { ids = [], recordIds = [] }: { ids?: string[]; recordIds?: string[] },
  ): Promise<Map<string, StoredFact>> {
    const columns = [
      ...['id', 'record_id', 'restricted', 'marks'],
      ...T.slice(0, shape.stages.length),
      ...V.slice(0, shape.values.length),
      ...D.slice(0, shape.dimensions.length),
    ].join(', ');
    const select = `select ${columns} from kpi_facts where kind_id = ?`;
    const rows: any[] = [];
    const read = async (column: string, wanted: readonly string[]) => {
      for (const chunk of chunksOf(wanted))
        rows.push(
          ...(await tx.raw(
            `${select} and ${column} in (${chunk.map(() => '?').join(', ')})`,
            [kindId, ...chunk],
          )),
        );
    };
    if (isPostgres(tx)) {
      const answer = await tx.raw(
        `${select} and id = any(?) union ${select} and record_id = any(?)`,
        [kindId, ids as any, kindId, recordIds as any],
      );
      rows.push(...answer.rows);
    } else {
      await read('id', ids);
      await read('record_id', recordIds);
    }
    return new Map(rows.map(row => [row.id, toFact(shape, row)]));
  }

  async putFacts(
    tx: Knex.Transaction,
    kindId: number,
    facts: readonly StoredFact[],
  ): Promise<void> {
    const rows = facts.map(fact => toRow(kindId, fact));
    if (rows.length === 0) return;
    if (isPostgres(tx)) {
      await tx.raw(UPSERT_FACTS, [JSON.stringify(rows)]);
      return;
    }
    for (const chunk of chunksOf(rows))
      await tx('kpi_facts').insert(chunk).onConflict(['kind_id', 'id']).merge();
  }

  async removeFacts(
    tx: Knex.Transaction,
    kindId: number,
    ids: readonly string[],
  ): Promise<void> {
    for (const chunk of chunksOf(ids))
      await tx('kpi_facts')
        .where('kind_id', kindId)
        .whereIn('id', chunk)
        .delete();
  }

  /** What is known of records, by their ids. */
  async states(
    tx: Knex.Transaction,
    kindId: number,
    recordIds: readonly string[],
  ): Promise<Map<string, StateRow>> {
    const rows: any[] = [];
    const query = () =>
      tx('kpi_states')
        .where('kind_id', kindId)
        .select('record_id', 'last_at', 'state');
    if (isPostgres(tx))
      rows.push(
        ...(await query().whereRaw('record_id = any(?)', [recordIds as any])),
      );
    else
      for (const chunk of chunksOf(recordIds))
        rows.push(...(await query().whereIn('record_id', chunk)));
    return new Map(
      rows.map(row => [
        row.record_id,
        {
          recordId: row.record_id,
          lastAt: Number(row.last_at),
          state: row.state,
        },
      ]),
    );
  }

  async putStates(
    tx: Knex.Transaction,
    kindId: number,
    states: readonly StateRow[],
  ): Promise<void> {
    const rows = states.map(({ recordId, lastAt, state }) => ({
      kind_id: kindId,
      record_id: recordId,
      last_at: lastAt,
      state,
    }));
    if (rows.length === 0) return;
    if (isPostgres(tx)) {
      await tx.raw(UPSERT_STATES, [JSON.stringify(rows)]);
      return;
    }
    for (const chunk of chunksOf(rows))
      await tx('kpi_states')
        .insert(chunk)
        .onConflict(['kind_id', 'record_id'])
        .merge();
  }

  /** Takes all facts of a kind away, and what is known of records. */
  async clear(tx: Knex.Transaction, kindId: number): Promise<void> {
    for (const table of ['kpi_facts', 'kpi_states'])
      await tx(table).where('kind_id', kindId).delete();
  }
}
