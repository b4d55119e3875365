import {
  LINK_KINDS,
  type LinkKind,
  type RecordLink,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql } from '../access/sql';
import { worksOnSql } from '../access/worksOn';
import type { RecordTypes } from '../RecordTypes';

/** The numbers of those records that the caller may read. */
export async function readableNumbers(
  knex: Knex,
  types: RecordTypes,
  caller: Caller,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const readable = readableSql(caller, types.all());
  const rows = await knex('records as r')
    .whereIn('r.id', [...new Set(ids)])
    .whereRaw(readable.sql, readable.bindings)
    .select('r.id', 'r.number');
  return new Map(rows.map(r => [r.id, r.number]));
}

/** Those of the records, among the ids, that the caller may read and works on. */
export async function workedOn(
  knex: Knex,
  types: RecordTypes,
  caller: Caller,
  ids: readonly string[],
): Promise<Set<string>> {
  const readable = readableSql(caller, types.all());
  const works = worksOnSql(caller);
  const rows = await knex('records as r')
    .whereIn('r.id', [...new Set(ids)])
    .whereRaw(readable.sql, readable.bindings)
    .whereRaw(works.sql, works.bindings)
    .select('r.id');
  return new Set(rows.map(r => r.id));
}

/**
 * Links of a record in both directions. Links to records that the caller may not read are left
 * out, by the query.
 */
export async function listLinks(
  knex: Knex,
  types: RecordTypes,
  caller: Caller,
  recordId: string,
): Promise<RecordLink[]> {
  const readable = readableSql(caller, types.all());
  const toRecords = (mine: string, other: string, direction: 'out' | 'in') =>
    knex('links as l')
      .join('records as r', 'r.id', `l.${other}`)
      .where(`l.${mine}`, recordId)
      .whereRaw(readable.sql, readable.bindings)
      .select(
        'l.id',
        'l.kind',
        'l.created_at',
        'r.number',
        'r.type',
        'r.title',
        'r.status',
        'r.status_category',
      )
      .then(rows => rows.map((row: any) => ({ row, direction })));
  const [out, back, entities] = await Promise.all([
    toRecords('from_id', 'to_id', 'out'),
    toRecords('to_id', 'from_id', 'in'),
    knex('links as l')
      .where('l.from_id', recordId)
      .whereNotNull('l.to_ref')
      .then(rows =>
        rows.map((row: any) => ({ row, direction: 'out' as const })),
      ),
  ]);
  return [...out, ...back, ...entities]
    .sort((a, b) => Number(a.row.created_at) - Number(b.row.created_at))
    .map(({ row, direction }) => ({
      id: row.id,
      kind: row.kind,
      label:
        LINK_KINDS[row.kind as LinkKind][
          direction === 'out' ? 'label' : 'inverse'
        ],
      direction,
      record: row.number && {
        number: row.number,
        type: row.type,
        title: row.title,
        status: row.status,
        statusCategory: row.status_category,
      },
      entityRef: row.to_ref ?? undefined,
    }));
}
