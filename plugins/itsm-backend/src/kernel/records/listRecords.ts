import { InputError } from '@backstage/errors';
import type {
  Caller,
  RecordListOptions,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { SqlExpression } from '../access/sql';
import { worksOnSql } from '../access/worksOn';
import { internalKeys, withoutInternal } from '../fields/visible';
import type { RegisteredType } from '../RecordTypes';
import {
  decodeCursor,
  encodeCursor,
  listFingerprint,
  type Cursor,
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

/** Where a page begins and how it is ordered. */
interface Place {
  sort: Sort;
  ascending: boolean;
  cursor?: Cursor;
  limit: number;
}

/** Orders what a query finds, and lets it begin after the cursor. */
function turnTo(
  query: Knex.QueryBuilder,
  value: SqlExpression,
  id: string,
  { sort, ascending, cursor, limit }: Place,
): void {
  const direction = ascending ? 'asc' : 'desc';
  if (cursor) {
    query.whereRaw(
      `(${value.sql}, ${id}) ${ascending ? '>' : '<'} (cast(? as ${
        sort.cast
      }), ?)`,
      [...value.bindings, cursor.value, cursor.id],
    );
  }
  query
    .orderByRaw(`${value.sql} ${direction}`, value.bindings)
    .orderBy(id, direction)
    .limit(limit + 1);
}

/**
 * A page in the order of an index. Common words find many, of which a page shows few: what a
 * record needs beside its row is read for those few only.
 */
function indexedPage(
  knex: Knex,
  page: Knex.QueryBuilder,
  of: {
    caller: Caller;
    types: readonly RegisteredType[];
    options: RecordListOptions;
  },
  place: Place,
): Knex.QueryBuilder {
  const { caller, types, options } = of;
  const { sort, ascending } = place;
  const keys = options.keys && new Set(options.keys);
  page.select(knex.raw(`${sort.sql.sql} as sort_value`, sort.sql.bindings));
  turnTo(page, sort.sql, 'r.id', place);
  if (!options.q) {
    selectRecord(page, caller, types, keys);
    return page;
  }
  const direction = ascending ? 'asc' : 'desc';
  const query = knex.from(page.select('r.*').as('r'));
  selectRecord(query, caller, types, keys);
  return query.orderByRaw(`r.sort_value ${direction}, r.id ${direction}`);
}

/**
 * A page in an order that no index has. What is to be sorted is found once, up to one more than may be
 * sorted, with nothing but its value and id; the rest is read for the rows of the page alone. Each row says
 * as `found` how many there were. (A count before the page had the conditions planned and looked up twice:
 * 5.5 ms instead of 3 for a thousand services.)
 */
function sortedPage(
  knex: Knex,
  found: Knex.QueryBuilder,
  types: readonly RegisteredType[],
  place: Place,
): Knex.QueryBuilder {
  const { sort } = place;
  if (sort.detail) {
    const { table } = types[0].detail!;
    found.leftJoin(`${table} as d`, 'd.record_id', 'r.id');
  }
  found
    .select('r.id')
    .select(knex.raw(`${sort.sql.sql} as sort_value`, sort.sql.bindings))
    .limit(SORTS_UP_TO + 1);
  const chosen = knex.from('found').select('id', 'sort_value');
  turnTo(chosen, { sql: 'sort_value', bindings: [] }, 'id', place);
  const direction = place.ascending ? 'asc' : 'desc';
  return knex
    .with('found', found)
    .with('chosen', chosen)
    .from('chosen')
    .join('records as r', 'r.id', 'chosen.id')
    .select('chosen.sort_value')
    .select(knex.raw('(select count(*) from found) as found'))
    .orderBy('chosen.sort_value', direction)
    .orderBy('r.id', direction);
}

/**
 * One page of records that the caller may read. Access is part of the query, before limit and
 * count. One statement for the page, one more if a total is asked for that the page does not tell, and one
 * or two for the names of entities.
 */
export async function listRecords(
  queries: RecordQueries,
  caller: Caller,
  types: readonly RegisteredType[],
  options: RecordListOptions,
): Promise<ListedRecords> {
  const { knex, registry, clock, dialect } = queries;
  const { base, fields } = await queries.prepareWith(caller, types, options, {
    also: options.sort === undefined ? [] : [options.sort],
  });
  const sort = sortOf(
    options.sort,
    types,
    registry,
    {
      now: clock.now(),
      postgres: dialect.postgres,
      works: worksOnSql(caller),
      fields,
    },
    options.order,
  );
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

  const forward = cursor?.direction !== 'prev';
  const ascending = (order === 'asc') === forward;
  const place = { sort, ascending, cursor, limit };
  let total: number | undefined;
  let rows: Row[];
  if (sort.indexed) {
    rows = await indexedPage(knex, base(), { caller, types, options }, place);
  } else {
    const page = sortedPage(knex, base(), types, place);
    selectRecord(page, caller, types, wanted);
    rows = await page;
    // A page after the last record does not say how many there are.
    if (rows.length > 0) total = Number(rows[0].found);
    else total = cursor ? await countUpTo(knex, base(), SORTS_UP_TO) : 0;
    if (total > SORTS_UP_TO) {
      throw new InputError(
        `sort: more than ${SORTS_UP_TO} records are too many to sort by ${sort.key}; filter further, or sort by updated, created or priority`,
      );
    }
  }
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
    // The only page there is tells its own number.
    if (!cursor && !more) total = kept.length;
    result.total = Math.min(
      total ?? (await countUpTo(knex, base(), COUNT_TO)),
      COUNT_TO + 1,
    );
  }
  return result;
}
