import type { InboxQuery } from '@callboard/plugin-itsm-common';
import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql, type SqlExpression } from '../access/sql';
import { worksOnSql } from '../access/worksOn';
import { decodeCursor, encodeCursor, listFingerprint } from '../records/cursor';
import { toRecord, type RecordRow } from '../records/rows';
import type { RegisteredType } from '../RecordTypes';
import type { Deputised } from './deputies';

const DEFAULT_LIMIT = 50;
/** Counts go no further. */
const MOST_COUNTED = 1_001;

/** A seat that waits for somebody. */
export interface WaitingSeat {
  seatId: string;
  approvalId: string;
  openedAt: number;
  record: StoredRecord;
  type: RegisteredType;
  worker: boolean;
  look?: { position: number; at: number };
}

/** What inboxes are asked. */
export interface InboxQuestion {
  caller: Caller;
  deputised: readonly Deputised[];
  types: readonly RegisteredType[];
  query: Pick<InboxQuery, 'type' | 'for'>;
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/**
 * The seats `t` at which somebody may decide: theirs or their groups', of records `r` that are not
 * their own, in a step in which they have had no say. Of several such seats in a step the first.
 *
 * Counted rather than asked for existence: of that PostgreSQL makes a join with all that was ever
 * decided, where a few rows of the same step are to be looked at.
 */
function decidableBy(
  ref: string,
  ownership: readonly string[],
): SqlExpression | undefined {
  if (ownership.length === 0) return undefined;
  const among = marks(ownership);
  return {
    sql: `(t.for_ref in (${among})
      and coalesce(r.requester_ref, '') <> ? and coalesce(r.requested_for_ref, '') <> ?
      and coalesce(r.assignee_ref, '') <> ?
      and (select count(*) from approvals x where x.record_id = t.record_id and x.asked_by_ref = ?) = 0
      and (select count(*) from approval_seats d where d.step_id = t.step_id
        and (d.decided_by_ref = ? or d.decided_for_ref = ?)) = 0
      and (select count(*) from approval_seats o where o.step_id = t.step_id and o.state = 'open'
        and o.position < t.position and o.for_ref in (${among})) = 0)`,
    bindings: [...ownership, ...[ref, ref, ref, ref, ref, ref], ...ownership],
  };
}

function wanted(question: InboxQuestion): SqlExpression {
  const { caller, deputised, query } = question;
  const asked = query.for;
  const kept = (person: string, ownership: readonly string[]) =>
    asked
      ? ownership.filter(
          ref =>
            asked.includes(ref) || (asked.includes('me') && ref === person),
        )
      : ownership;
  // What is barred for the caller is so for those whom they stand in for, too.
  const ways = [
    decidableBy(caller.ref, kept(caller.ref, caller.ownership)),
    ...deputised.map(d => {
      const theirs = decidableBy(d.ref, kept(d.ref, d.ownership));
      const own = decidableBy(caller.ref, d.ownership);
      return (
        theirs &&
        own && {
          sql: `(${theirs.sql} and ${own.sql})`,
          bindings: [...theirs.bindings, ...own.bindings],
        }
      );
    }),
  ].filter((way): way is SqlExpression => way !== undefined);
  if (ways.length === 0) return { sql: '1 = 0', bindings: [] };
  return {
    sql: `(${ways.map(w => w.sql).join(' or ')})`,
    bindings: ways.flatMap(w => w.bindings),
  };
}

/** A query over what waits, before order and limit. */
export function waitingSeats(
  knex: Knex,
  question: InboxQuestion,
): Knex.QueryBuilder {
  const { caller, deputised, types, query } = question;
  const readable = readableSql(caller, types);
  const decidable = wanted(question);
  const refs = [...new Set([caller, ...deputised].flatMap(d => d.ownership))];
  const waiting = knex('approval_seats as t')
    .join('records as r', 'r.id', 't.record_id')
    // For the index of what is open: all others were decided.
    .whereRaw(`t.state = 'open'`)
    .whereIn('t.for_ref', refs)
    .whereRaw(decidable.sql, decidable.bindings)
    .whereRaw(readable.sql, readable.bindings);
  if (query.type?.length) waiting.whereIn('r.type', query.type);
  return waiting;
}

/**
 * One page of what waits for somebody, the longest waiting first. One statement, and its cost is that
 * of what is open for them: what was decided is not looked at.
 */
export async function listInbox(
  knex: Knex,
  question: InboxQuestion,
  page: Pick<InboxQuery, 'limit' | 'cursor'>,
): Promise<{ items: WaitingSeat[]; nextCursor?: string }> {
  const { caller, types, query } = question;
  const { limit = DEFAULT_LIMIT, cursor: given } = page;
  const fingerprint = listFingerprint(['approvals', query]);
  const cursor =
    given === undefined ? undefined : decodeCursor(given, fingerprint);
  const works = worksOnSql(caller);
  const list = waitingSeats(knex, question)
    .join('approval_steps as s', 's.id', 't.step_id')
    .leftJoin('approval_looks as l', join =>
      join
        .on('l.record_id', 't.record_id')
        .andOn('l.principal_ref', knex.raw('?', [caller.ref])),
    )
    .select(
      'r.*',
      't.id as seat_id',
      's.approval_id',
      't.opened_at as seat_opened_at',
      'l.position as look_position',
      'l.at as look_at',
    )
    .select(
      knex.raw(`case when ${works.sql} then 1 else 0 end as works`, [
        ...works.bindings,
      ]),
    )
    .orderBy('t.opened_at')
    .orderBy('t.id')
    .limit(limit + 1);
  if (cursor)
    list.whereRaw('(t.opened_at, t.id) > (cast(? as bigint), ?)', [
      cursor.value,
      cursor.id,
    ]);
  const rows: (RecordRow & Record<string, any>)[] = await list;
  const items = rows.slice(0, limit).flatMap((row): WaitingSeat[] => {
    const type = types.find(t => t.type === row.type);
    if (!type) return [];
    return [
      {
        seatId: row.seat_id,
        approvalId: row.approval_id,
        openedAt: Number(row.seat_opened_at),
        record: toRecord(row),
        type,
        worker: Number(row.works) === 1,
        look:
          row.look_position === null
            ? undefined
            : { position: Number(row.look_position), at: Number(row.look_at) },
      },
    ];
  });
  const last = items[items.length - 1];
  const nextCursor =
    rows.length > limit && last
      ? encodeCursor(
          { value: last.openedAt, id: last.seatId, direction: 'next' },
          fingerprint,
        )
      : undefined;
  return { items, nextCursor };
}

/** How many wait for somebody, and of them how many are overdue; counted to 1,001. One statement. */
export async function countInbox(
  knex: Knex,
  question: InboxQuestion,
  now: number,
): Promise<{ waiting: number; overdue: number }> {
  const seats = waitingSeats(knex, question)
    .join('approval_steps as s', 's.id', 't.step_id')
    .select('s.due_at')
    .limit(MOST_COUNTED);
  const row = await knex
    .from(seats.as('w'))
    .select(
      knex.raw('count(*) as waiting'),
      knex.raw('count(case when w.due_at <= ? then 1 end) as overdue', [now]),
    )
    .first();
  return {
    waiting: Number((row as any).waiting),
    overdue: Number((row as any).overdue),
  };
}
