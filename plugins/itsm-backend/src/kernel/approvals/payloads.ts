import type { ApprovalDecision, Decider } from '@callboard/plugin-itsm-common';
import type {
  PayloadWriter,
  PrincipalReference,
  TextReference,
} from '../journal/entries';
import type { OpenedStep, StoredRound, StoredStep } from './model';

/** A seat as an entry says it: people by reference, groups as they are. */
export interface SeatPayload {
  id: string;
  step: string;
  position: number;
  group?: string;
  person?: PrincipalReference;
  why: string;
  /** Whether it can be decided at now. */
  open: boolean;
}

const isPerson = (ref: string) => ref.startsWith('user:');

/** The seats of steps as an entry says them. */
export function seatPayloads(
  steps: readonly StoredStep[],
  writer: PayloadWriter,
): SeatPayload[] {
  return steps.flatMap(step =>
    step.seats.map(seat => ({
      id: seat.id,
      step: step.id,
      position: seat.position,
      ...(isPerson(seat.forRef)
        ? { person: writer.person(seat.forRef) }
        : { group: seat.forRef }),
      why: seat.why,
      open: seat.state === 'open',
    })),
  );
}

/** Steps as an entry says them, without their seats. */
export function stepPayloads(
  steps: readonly StoredStep[],
  writer: PayloadWriter,
) {
  return steps.map(step => ({
    id: step.id,
    position: step.position,
    title: step.title,
    quorum: step.quorum,
    veto: step.veto,
    deadlineMs: step.deadlineMs,
    onDeadline: step.onDeadline,
    escalateTo: step.escalateTo.map(who =>
      'user' in who ? { person: writer.person(who.user) } : { ...who },
    ),
  }));
}

/** What an entry says of a decision. */
export function decisionPayload(
  round: StoredRound,
  seatId: string,
  decided: {
    decision: ApprovalDecision;
    decider: Decider;
    note?: TextReference;
    opened?: OpenedStep;
    writer: PayloadWriter;
  },
): Record<string, unknown> {
  const { decision, decider, note, opened, writer } = decided;
  const step = round.steps.find(s => s.seats.some(t => t.id === seatId))!;
  const next = opened && round.steps.find(s => s.id === opened.step);
  return {
    round: round.round,
    step: step.id,
    title: step.title,
    seat: seatId,
    decision,
    decidedBy: writer.person(decider.ref),
    standsInFor:
      decider.standsInForRef && writer.person(decider.standsInForRef),
    note,
    /** Of the round. */
    state: round.state,
    opened,
    /** Of the step that opened. */
    seats: next && seatPayloads([next], writer),
  };
}
