import type { InboxQuery, Step } from '@callboard/plugin-itsm-common';
import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql, type SqlExpression } from '../access/sql';
import { worksOnSql } from '../access/worksOn';
import { toInstant } from '../database';
import { decodeCursor, encodeCursor, listFingerprint } from '../records/cursor';
import { toRecord, type RecordRow } from '../records/rows';
import type { RegisteredType } from '../RecordTypes';
import { toQuorum } from './ApprovalStore';
import type { Deputised } from './deputies';
import type { StoredRound, StoredSeat, StoredStep } from './model';
import type { ApprovedRecord } from './presentRounds';

const DEFAULT_LIMIT = 50;
/** Counts go no further. */
const MOST_COUNTED = 1_001;

/** What a page shows of a record, and who decides nothing about it. */
const OF_RECORD = [
  'id',
  'number',
  'type',
  'title',
  'status',
  'status_category',
  'approval',
  'priority',
  'service_ref',
  'owner_ref',
  'requester_ref',
  'requested_for_ref',
  'assignee_ref',
  'version',
].map(column => `r.${column}`);

/** A record that waits for a decision, as far as a page shows it. */
export type WaitingRecord = ApprovedRecord &
  Pick<StoredRecord, 'requestedForRef' | 'assigneeRef'>;

/** The round of a seat, without its steps. */
export interface RoundHead
  extends Pick<StoredRound, 'round' | 'purpose' | 'askedAt' | 'askedByRef'> {
  /** How many steps it has. */
  steps: number;
}

/** A seat that waits for somebody, in a round that is asked and a step that is open. */
export interface WaitingSeat {
  seatId: string;
  forRef: string;
  openedAt: number;
  round: RoundHead;
  step: Omit<InboxStep, 'seats'>;
  record: WaitingRecord;
  type: RegisteredType;
  worker: boolean;
  look?: { position: number; at: number };
}

/** What a page shows of a step. */
export type InboxStep = Step<StoredSeat> & Pick<StoredStep, 'title' | 'dueAt'>;

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
    .join('approvals as a', 'a.id', 's.approval_id')
    .leftJoin('approval_looks as l', join =>
      join
        .on('l.record_id', 't.record_id')
        .andOn('l.principal_ref', knex.raw('?', [caller.ref])),
    )
    .select(
      ...OF_RECORD,
      't.id as seat_id',
      't.for_ref',
      't.opened_at as seat_opened_at',
      's.id as step_id',
      's.position as step_position',
      's.title as step_title',
      's.quorum',
      's.veto',
      's.state as step_state',
      's.due_at',
      'a.round',
      'a.purpose',
      'a.asked_by_ref',
      'a.asked_at',
      'l.position as look_position',
      'l.at as look_at',
    )
    .select(
      knex.raw(
        '(select count(*) from approval_steps n where n.approval_id = a.id) as steps',
      ),
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
        forRef: row.for_ref,
        openedAt: Number(row.seat_opened_at),
        round: {
          round: row.round,
          purpose: row.purpose,
          askedAt: Number(row.asked_at),
          askedByRef: row.asked_by_ref ?? undefined,
          steps: Number(row.steps),
        },
        step: {
          id: row.step_id,
          position: row.step_position,
          title: row.step_title,
          quorum: toQuorum(row.quorum),
          veto: Boolean(row.veto),
          state: row.step_state,
          dueAt: toInstant(row.due_at),
        },
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
