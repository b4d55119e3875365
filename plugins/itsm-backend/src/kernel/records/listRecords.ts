import { InputError } from '@backstage/errors';
import type {
  Caller,
  RecordListOptions,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { worksOnSql } from '../access/worksOn';
import { internalKeys, withoutInternal } from '../fields/visible';
import type { RegisteredType } from '../RecordTypes';
import {
  decodeCursor,
  encodeCursor,
  listFingerprint,
  type CursorValue,
} from './cursor';
import type { RecordQueries } from './RecordQueries';
import { joinDetail, toRecord, type RecordRow } from './rows';
import { sortOf, SORTS_UP_TO, type Sort } from './sorts';

const DEFAULT_LIMIT = 25;
/** Totals stop here: counting more than anybody reads is the slow part of a list. */
const COUNT_TO = 1000;

/** What a list answers, before references are described. */
export interface ListedRecords {
  items: StoredRecord[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
  total?: number;
}

type Row = RecordRow & Record<string, unknown>;

/** Adds what a row needs to become a record without what the caller may not see. */
export function selectRecord(
  query: Knex.QueryBuilder,
  caller: Caller,
  types: readonly RegisteredType[],
  keys?: ReadonlySet<string>,
): void {
  query.select('r.*');
  if (types.length === 1) joinDetail(query, types[0], keys);
  if (types.every(type => internalKeys(type).length === 0)) return;
  const { sql, bindings } = worksOnSql(caller);
  query.select(
    query.client.raw(`case when ${sql} then 1 else 0 end as works`, bindings),
  );
}

/** A row of {@link selectRecord} as a record. */
export function readRecord(
  row: Row,
  types: readonly RegisteredType[],
): StoredRecord {
  const type = types.length === 1 ? types[0] : undefined;
  const record = toRecord(row, type);
  return row.works === undefined || Number(row.works) === 1
    ? record
    : withoutInternal(type, record);
}

async function countUpTo(
  knex: Knex,
  query: Knex.QueryBuilder,
  most: number,
): Promise<number> {
  const counted = await knex
    .count({ n: '*' })
    .from(
      query
        .select('r.id')
        .limit(most + 1)
        .as('c'),
    )
    .first();
  return Number(counted!.n);
}

function edgeOf(row: Row, sort: Sort): CursorValue {
  return sort.kind === 'text' ? String(row.sort_value) : Number(row.sort_value);
}

/**
 * Completes a page of found records. Common words find many, of which a page shows few: what a
 * record needs beside its row is read for those few only.
 */
function pageOfFound(
  knex: Knex,
  page: Knex.QueryBuilder,
  caller: Caller,
  types: readonly RegisteredType[],
  keys: ReadonlySet<string> | undefined,
): Knex.QueryBuilder {
  const query = knex.from(page.as('r'));
  selectRecord(query, caller, types, keys);
  return query;
}

/**
 * One page of records that the caller may read. Access is part of the query, before limit and
 * count. One statement for the page, one more if a total is asked for or no index serves the
 * order, and one for the names of an entity.
 */
export async function listRecords(
  queries: RecordQueries,
  caller: Caller,
  types: readonly RegisteredType[],
  options: RecordListOptions,
): Promise<ListedRecords> {
  const { knex, registry, clock, dialect } = queries;
  const sort = sortOf(options.sort, types, registry, {
    now: clock.now(),
    postgres: dialect.postgres,
    works: worksOnSql(caller),
  });
  const order = options.order ?? sort.order;
  const limit = options.limit ?? DEFAULT_LIMIT;
  const { cursor: given, limit: _, total: __, keys, ...question } = options;
  const wanted = keys && new Set(keys);
  const fingerprint = listFingerprint([
    types.map(t => t.type),
    { ...question, sort: sort.key, order },
  ]);
  const cursor =
    given === undefined
      ? undefined
      : decodeCursor(given, fingerprint, sort.kind);
  const base = await queries.prepare(caller, types, options);

  let total: number | undefined;
  if (!sort.indexed) {
    // No index has this order: what is to be sorted is counted first, so that it stays little.
    total = await countUpTo(knex, base(), SORTS_UP_TO);
    if (total > SORTS_UP_TO) {
      throw new InputError(
        `sort: more than ${SORTS_UP_TO} records are too many to sort by ${sort.key}; filter further, or sort by updated, created or priority`,
      );
    }
  }

  const forward = cursor?.direction !== 'prev';
  const ascending = (order === 'asc') === forward;
  const direction = ascending ? 'asc' : 'desc';
  const page = base();
  if (options.q) page.select('r.*');
  else selectRecord(page, caller, types, wanted);
  if (options.q && sort.detail) {
    const { table } = types[0].detail!;
    page.leftJoin(`${table} as d`, 'd.record_id', 'r.id');
  }
  page.select(knex.raw(`${sort.sql.sql} as sort_value`, sort.sql.bindings));
  if (cursor) {
    page.whereRaw(
      `(${sort.sql.sql}, r.id) ${ascending ? '>' : '<'} (cast(? as ${
        sort.cast
      }), ?)`,
      [...sort.sql.bindings, cursor.value, cursor.id],
    );
  }
  page.orderByRaw(`${sort.sql.sql} ${direction}`, sort.sql.bindings);
  page.orderBy('r.id', direction).limit(limit + 1);

  const rows: Row[] = await (options.q
    ? pageOfFound(knex, page, caller, types, wanted).orderByRaw(
        `r.sort_value ${direction}, r.id ${direction}`,
      )
    : page);
  const more = rows.length > limit;
  const kept = rows.slice(0, limit);
  if (!forward) kept.reverse();

  const edge = (row: Row | undefined, to: 'next' | 'prev') =>
    row &&
    encodeCursor(
      { value: edgeOf(row, sort), id: row.id, direction: to },
      fingerprint,
    );
  const result: ListedRecords = {
    items: kept.map(row => readRecord(row, types)),
    pageInfo: {
      nextCursor: (forward ? more : true)
        ? edge(kept[kept.length - 1], 'next')
        : undefined,
      prevCursor: (forward ? cursor !== undefined : more)
        ? edge(kept[0], 'prev')
        : undefined,
    },
  };
  if (options.total) {
    result.total = Math.min(
      total ?? (await countUpTo(knex, base(), COUNT_TO)),
      COUNT_TO + 1,
    );
  }
  return result;
}
