import type {
  Caller,
  RecordListOptions,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql } from '../access/sql';
import type { RegisteredType } from '../RecordTypes';
import { decodeCursor, encodeCursor, listFingerprint } from './cursor';
import { joinDetail, toRecord, type RecordRow } from './rows';

const DEFAULT_LIMIT = 25;
/** Totals stop here: counting more than anybody reads is the slow part of a list. */
const COUNT_TO = 1000;

const SORTS = {
  updated: { sql: 'r.updated_at', of: (r: StoredRecord) => r.updatedAt },
  created: { sql: 'r.created_at', of: (r: StoredRecord) => r.createdAt },
  priority: {
    sql: 'coalesce(r.priority, 9)',
    of: (r: StoredRecord) => r.priority ?? 9,
  },
} as const;

/** What a list answers, before references are described. */
export interface ListedRecords {
  items: StoredRecord[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
  total?: number;
}

function people(values: readonly string[], caller: Caller): string[] {
  return values
    .map(v => (v === 'me' ? caller.ref : v))
    .filter(v => v !== 'none');
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, c => `\\${c}`);

/**
 * What an entity stands for in a list: itself, the parts of a system, and what it was called
 * before it was renamed. Asked first, as a statement of its own: with the names at hand
 * PostgreSQL knows how few records they select and goes by the indexes; with a subquery in their
 * place it reads all records.
 */
async function namesOf(knex: Knex, entity: string): Promise<string[]> {
  const rows: { ref: string }[] = await knex('catalog_entities')
    .where('system_ref', entity)
    .select('ref')
    .union(u =>
      u.from('catalog_aliases').where('ref', entity).select('alias_ref as ref'),
    );
  return [entity, ...rows.map(row => row.ref)];
}

function filterEntity(
  query: Knex.QueryBuilder,
  names: readonly string[],
  types: readonly RegisteredType[],
): void {
  // Found by index in each table and united; an OR over tables would read all records.
  query.whereIn('r.id', ids => {
    ids.select('id').from('records').whereIn('service_ref', names);
    for (const type of types) {
      for (const field of type.detail?.fields ?? []) {
        if (field.type !== 'entity') continue;
        ids.union(u =>
          u
            .select('record_id')
            .from(type.detail!.table)
            .whereIn(field.column, names),
        );
      }
    }
    ids.union(u => u.select('from_id').from('links').whereIn('to_ref', names));
  });
}

function applyFilters(
  query: Knex.QueryBuilder,
  caller: Caller,
  types: readonly RegisteredType[],
  options: RecordListOptions,
  names: readonly string[] | undefined,
): void {
  if (options.status?.length) query.whereIn('r.status', options.status);
  if (options.category?.length)
    query.whereIn('r.status_category', options.category);
  if (options.priority?.length) query.whereIn('r.priority', options.priority);
  if (options.service?.length) query.whereIn('r.service_ref', options.service);
  if (options.owner?.length) {
    const owners = options.owner.flatMap(o =>
      o === 'mine' ? caller.ownership : [o],
    );
    query.whereIn('r.owner_ref', owners);
  }
  if (options.assignee?.length) {
    query.where(w => {
      w.whereIn('r.assignee_ref', people(options.assignee!, caller));
      if (options.assignee!.includes('none')) w.orWhereNull('r.assignee_ref');
    });
  }
  if (options.requester?.length) {
    const who = people(options.requester, caller);
    query.where(w =>
      w.whereIn('r.requester_ref', who).orWhereIn('r.requested_for_ref', who),
    );
  }
  if (names) filterEntity(query, names, types);
  if (options.q) {
    const pattern = `%${escapeLike(options.q)}%`;
    query.where(w =>
      w
        // Both sides by the same lower(): engines differ in what they take for a capital letter.
        .whereRaw(`lower(r.title) like lower(?) escape '\\'`, [pattern])
        .orWhere('r.number', options.q!.toUpperCase()),
    );
  }
}

/**
 * One page of records that the caller may read. Access is part of the query, before limit and
 * count. One statement for the page, one more if a total is asked for, and one for the names of
 * an entity.
 */
export async function listRecords(
  knex: Knex,
  caller: Caller,
  types: readonly RegisteredType[],
  options: RecordListOptions,
): Promise<ListedRecords> {
  const sortKey = options.sort ?? 'updated';
  const sort = SORTS[sortKey];
  const order = options.order ?? (sortKey === 'priority' ? 'asc' : 'desc');
  const limit = options.limit ?? DEFAULT_LIMIT;
  const { cursor: given, limit: _, total: __, ...question } = options;
  const fingerprint = listFingerprint([
    types.map(t => t.type),
    { ...question, sort: sortKey, order },
  ]);
  const cursor =
    given === undefined ? undefined : decodeCursor(given, fingerprint);

  const names = options.entity
    ? await namesOf(knex, options.entity)
    : undefined;
  const readable = readableSql(caller, types);
  const base = () => {
    const query = knex('records as r').whereRaw(
      readable.sql,
      readable.bindings,
    );
    if (types.length === 1) query.where('r.type', types[0].type);
    applyFilters(query, caller, types, options, names);
    return query;
  };

  const forward = cursor?.direction !== 'prev';
  const ascending = (order === 'asc') === forward;
  const page = base().select('r.*');
  if (types.length === 1) joinDetail(page, types[0]);
  if (cursor) {
    page.whereRaw(
      `(${sort.sql}, r.id) ${ascending ? '>' : '<'} (cast(? as bigint), ?)`,
      [cursor.value, cursor.id],
    );
  }
  page.orderByRaw(`${sort.sql} ${ascending ? 'asc' : 'desc'}`);
  page.orderBy('r.id', ascending ? 'asc' : 'desc').limit(limit + 1);

  const rows: (RecordRow & Record<string, unknown>)[] = await page;
  const more = rows.length > limit;
  const kept = rows.slice(0, limit);
  if (!forward) kept.reverse();
  const items = kept.map(row =>
    toRecord(row, types.length === 1 ? types[0] : undefined),
  );

  const edge = (record: StoredRecord | undefined, direction: 'next' | 'prev') =>
    record &&
    encodeCursor(
      { value: sort.of(record), id: record.id, direction },
      fingerprint,
    );
  const result: ListedRecords = {
    items,
    pageInfo: {
      nextCursor: (forward ? more : true)
        ? edge(items[items.length - 1], 'next')
        : undefined,
      prevCursor: (forward ? cursor !== undefined : more)
        ? edge(items[0], 'prev')
        : undefined,
    },
  };
  if (options.total) {
    const counted = await knex
      .count({ n: '*' })
      .from(
        base()
          .select('r.id')
          .limit(COUNT_TO + 1)
          .as('c'),
      )
      .first();
    result.total = Number(counted!.n);
  }
  return result;
}
