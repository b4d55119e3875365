import type { Quorum } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { toInstant, whereAmong } from '../database';
import { insertTables } from '../insertRows';
import type { StoredRound, StoredSeat, StoredStep } from './model';

type Row = Record<string, any>;

const QUORUM_IS_NUMBER = /^\d+$/;

/** How many of a step must approve, as it is stored. */
export const toQuorum = (text: string): Quorum =>
  QUORUM_IS_NUMBER.test(text) ? Number(text) : (text as Quorum);

function toSeat(row: Row): StoredSeat {
  return {
    id: row.id,
    position: row.position,
    forRef: row.for_ref,
    why: row.why,
    escalated: Boolean(row.escalated),
    state: row.state,
    openedAt: toInstant(row.opened_at),
    decidedByRef: row.decided_by_ref ?? undefined,
    decidedForRef: row.decided_for_ref ?? undefined,
    decidedAt: toInstant(row.decided_at),
    textId: row.text_id ?? undefined,
  };
}

function toStep(row: Row, seats: readonly StoredSeat[]): StoredStep {
  return {
    id: row.id,
    position: row.position,
    title: row.title,
    quorum: toQuorum(row.quorum),
    veto: Boolean(row.veto),
    state: row.state,
    seats,
    openedAt: toInstant(row.opened_at),
    deadlineMs: toInstant(row.deadline_ms),
    dueAt: toInstant(row.due_at),
    onDeadline: row.on_deadline,
    escalateTo: JSON.parse(row.escalate_to),
    escalatedAt: toInstant(row.escalated_at),
  };
}

function toRound(row: Row, steps: readonly StoredStep[]): StoredRound {
  return {
    id: row.id,
    recordId: row.record_id,
    round: row.round,
    purpose: row.purpose,
    state: row.state,
    policies: JSON.parse(row.policies),
    recordVersion: row.record_version,
    askedByRef: row.asked_by_ref ?? undefined,
    askedAt: Number(row.asked_at),
    decidedAt: toInstant(row.decided_at),
    steps,
  };
}

const roundRow = (round: StoredRound): Row => ({
  id: round.id,
  record_id: round.recordId,
  round: round.round,
  purpose: round.purpose,
  state: round.state,
  policies: JSON.stringify(round.policies),
  record_version: round.recordVersion,
  asked_by_ref: round.askedByRef ?? null,
  asked_at: round.askedAt,
  decided_at: round.decidedAt ?? null,
});

const stepRow = (step: StoredStep, approvalId: string): Row => ({
  id: step.id,
  approval_id: approvalId,
  position: step.position,
  title: step.title,
  quorum: String(step.quorum),
  veto: step.veto,
  state: step.state,
  opened_at: step.openedAt ?? null,
  deadline_ms: step.deadlineMs ?? null,
  due_at: step.dueAt ?? null,
  on_deadline: step.onDeadline,
  escalate_to: JSON.stringify(step.escalateTo),
  escalated_at: step.escalatedAt ?? null,
});

const seatRow = (seat: StoredSeat, stepId: string, recordId: string): Row => ({
  id: seat.id,
  step_id: stepId,
  record_id: recordId,
  position: seat.position,
  for_ref: seat.forRef,
  why: seat.why,
  escalated: seat.escalated,
  state: seat.state,
  opened_at: seat.openedAt ?? null,
  decided_by_ref: seat.decidedByRef ?? null,
  decided_for_ref: seat.decidedForRef ?? null,
  decided_at: seat.decidedAt ?? null,
  text_id: seat.textId ?? null,
});

/** Rounds with all that belongs to them. Two statements beside the one that found them. */
async function withSteps(
  executor: Knex,
  rows: readonly Row[],
): Promise<StoredRound[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(row => row.id);
  const steps: Row[] = await whereAmong(
    executor('approval_steps'),
    'approval_id',
    ids,
  ).orderBy('position');
  const seats = await readSeatsOf(
    executor,
    steps.map(s => s.id),
  );
  return rows.map(row =>
    toRound(
      row,
      steps
        .filter(s => s.approval_id === row.id)
        .map(s => toStep(s, seats.get(s.id)!)),
    ),
  );
}

/** All rounds of a record, the newest first. */
export async function readRounds(
  executor: Knex,
  recordId: string,
): Promise<StoredRound[]> {
  const rows = await executor('approvals')
    .where('record_id', recordId)
    .orderBy('round', 'desc')
    .limit(100);
  return withSteps(executor, rows);
}

/** The newest round of a record. */
export async function readNewestRound(
  executor: Knex,
  recordId: string,
): Promise<StoredRound | undefined> {
  const rows = await executor('approvals')
    .where('record_id', recordId)
    .orderBy('round', 'desc')
    .limit(1);
  return (await withSteps(executor, rows))[0];
}

/** The round of a record that has a step or a seat. */
export async function readRoundWith(
  executor: Knex,
  where: { seat: string } | { step: string },
): Promise<StoredRound | undefined> {
  const query = executor('approvals as a')
    .join('approval_steps as s', 's.approval_id', 'a.id')
    .select('a.*');
  if ('seat' in where)
    query
      .join('approval_seats as t', 't.step_id', 's.id')
      .where('t.id', where.seat);
  else query.where('s.id', where.step);
  return (await withSteps(executor, await query.limit(1)))[0];
}

/** All seats of steps, in their order. One statement. */
export async function readSeatsOf(
  executor: Knex,
  stepIds: readonly string[],
): Promise<Map<string, StoredSeat[]>> {
  const seats = new Map<string, StoredSeat[]>(stepIds.map(id => [id, []]));
  if (seats.size === 0) return seats;
  const rows: Row[] = await whereAmong(executor('approval_seats'), 'step_id', [
    ...seats.keys(),
  ]).orderBy('position');
  for (const row of rows) seats.get(row.step_id)!.push(toSeat(row));
  return seats;
}

/** Whoever asked for an approval of the record, in any round. */
export async function readAskers(
  executor: Knex,
  recordId: string,
): Promise<string[]> {
  const refs: string[] = await executor('approvals')
    .where('record_id', recordId)
    .whereNotNull('asked_by_ref')
    .distinct()
    .pluck('asked_by_ref');
  return refs;
}

/** Writes a new round. Only the door calls it. */
export async function insertRound(
  tx: Knex.Transaction,
  round: StoredRound,
): Promise<void> {
  await insertTables(tx, [
    { table: 'approvals', rows: [roundRow(round)] },
    {
      table: 'approval_steps',
      rows: round.steps.map(step => stepRow(step, round.id)),
    },
    {
      table: 'approval_seats',
      rows: round.steps.flatMap(step =>
        step.seats.map(seat => seatRow(seat, step.id, round.recordId)),
      ),
    },
  ]);
}

const differs = (a: Row, b: Row) => JSON.stringify(a) !== JSON.stringify(b);

/** Writes in what a round differs from what it was. Only the door calls it. */
export async function updateRound(
  tx: Knex.Transaction,
  before: StoredRound,
  after: StoredRound,
): Promise<void> {
  if (differs(roundRow(before), roundRow(after)))
    await tx('approvals').where('id', after.id).update(roundRow(after));
  for (const step of after.steps) {
    const old = before.steps.find(s => s.id === step.id)!;
    const row = stepRow(step, after.id);
    if (differs(stepRow(old, after.id), row))
      await tx('approval_steps').where('id', step.id).update(row);
    const fresh: Row[] = [];
    for (const seat of step.seats) {
      const was = old.seats.find(s => s.id === seat.id);
      const now = seatRow(seat, step.id, after.recordId);
      if (!was) fresh.push(now);
      else if (differs(seatRow(was, step.id, after.recordId), now))
        await tx('approval_seats').where('id', seat.id).update(now);
    }
    if (fresh.length > 0)
      await insertTables(tx, [{ table: 'approval_seats', rows: fresh }]);
  }
}
