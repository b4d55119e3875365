import type { Approver, SeatState } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { PrincipalStore } from '../journal/PrincipalStore';
import {
  applyDecision,
  endRound,
  expire,
  reseat,
  settleRound,
} from '@callboard/plugin-itsm-common';
import { stampRound, type StoredRound, type StoredSeat } from './model';
import type { SeatPayload } from './payloads';

type Payload = Record<string, any>;
type Person = { principal: number } | undefined;

const payloadOf = (row: any): Payload =>
  typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload;

/** People that a payload names, wherever in it. */
function peopleOf(value: unknown, found: Set<number> = new Set()): Set<number> {
  if (Array.isArray(value)) for (const one of value) peopleOf(one, found);
  else if (value && typeof value === 'object') {
    const { principal } = value as { principal?: number };
    if (typeof principal === 'number') found.add(principal);
    for (const one of Object.values(value)) peopleOf(one, found);
  }
  return found;
}

/**
 * The rounds of a record as its journal tells them, the newest first: what the tables hold is nothing
 * but this.
 */
export async function replayApprovals(
  knex: Knex,
  recordId: string,
): Promise<StoredRound[]> {
  const rows = await knex('journal')
    .where({ subject_type: 'record', subject_id: recordId })
    .where('kind', 'like', 'approval.%')
    .orderBy('position');
  const entries = rows.map(row => ({
    kind: row.kind as string,
    at: Number(row.at),
    payload: payloadOf(row),
  }));
  const refs = await new PrincipalStore(knex).refs(
    peopleOf(entries.map(e => e.payload)),
  );
  const refOf = (person: Person) => person && refs.get(person.principal);
  const seatOf = (seat: SeatPayload, escalated: boolean): StoredSeat => ({
    id: seat.id,
    position: seat.position,
    forRef: seat.group ?? refOf(seat.person)!,
    why: seat.why,
    escalated,
    state: 'waiting' as SeatState,
  });

  const rounds: StoredRound[] = [];
  const put = (at: number, change: (round: StoredRound) => StoredRound) => {
    const round = rounds.pop();
    if (round) rounds.push(stampRound(round, change(round), at).round);
  };
  for (const { kind, at, payload } of entries) {
    switch (kind) {
      case 'approval.asked': {
        put(at, round => ({ ...round, ...endRound(round, 'superseded') }));
        const round: StoredRound = {
          id: payload.approval,
          recordId,
          round: payload.round,
          purpose: payload.purpose,
          state: 'asked',
          policies: payload.policies,
          recordVersion: payload.recordVersion,
          askedByRef: refOf(payload.askedBy),
          askedAt: at,
          steps: payload.steps.map((step: Payload) => ({
            id: step.id,
            position: step.position,
            title: step.title,
            quorum: step.quorum,
            veto: step.veto,
            state: 'waiting',
            deadlineMs: step.deadlineMs,
            onDeadline: step.onDeadline,
            escalateTo: step.escalateTo.map(
              (who: Payload): Approver =>
                who.person ? { user: refOf(who.person)! } : (who as Approver),
            ),
            seats: payload.seats
              .filter((seat: SeatPayload) => seat.step === step.id)
              .map((seat: SeatPayload) => seatOf(seat, false)),
          })),
        };
        rounds.push(
          stampRound(undefined, { ...round, ...settleRound(round) }, at).round,
        );
        break;
      }
      case 'approval.decided':
        put(at, round => {
          if (!payload.seat)
            return { ...round, ...expire(round, payload.step) };
          const noted = {
            ...round,
            steps: round.steps.map(step => ({
              ...step,
              seats: step.seats.map(seat =>
                seat.id === payload.seat
                  ? { ...seat, textId: payload.note?.text }
                  : seat,
              ),
            })),
          };
          const decider = {
            ref: refOf(payload.decidedBy)!,
            standsInForRef: refOf(payload.standsInFor),
          };
          return {
            ...noted,
            ...applyDecision(
              noted,
              payload.seat,
              decider,
              payload.decision,
              new Set(),
            ),
          };
        });
        break;
      case 'approval.escalated':
      case 'approval.seat-replaced': {
        const escalated = kind === 'approval.escalated';
        put(at, round => {
          const add = payload.seats.map((s: SeatPayload) =>
            seatOf(s, escalated),
          );
          const change = { close: payload.closed, add };
          const changed = reseat(round, payload.step, change);
          const steps = changed.steps.map(step =>
            escalated && step.id === payload.step
              ? { ...step, escalatedAt: at }
              : step,
          );
          return { ...round, ...changed, steps };
        });
        break;
      }
      case 'approval.stale':
        put(at, round => ({ ...round, ...endRound(round, 'superseded') }));
        break;
      case 'approval.withdrawn':
        put(at, round => ({ ...round, ...endRound(round, 'withdrawn') }));
        break;
      default:
    }
  }
  return rounds.reverse();
}
