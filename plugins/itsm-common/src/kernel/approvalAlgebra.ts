import type { ApprovalDecision, RoundState, SeatState } from './approvals';

/** How many of a step must approve. */
export type Quorum = 'all' | 'any' | 'majority' | number;

/** A seat as deciding sees it. */
export interface Seat {
  id: string;
  /** The user or group that is asked. */
  forRef: string;
  state: SeatState;
  /** Added because a deadline passed: whoever decides here decides the whole step. */
  escalated: boolean;
  decidedByRef?: string;
  /** The absent person whom they stood in for. */
  decidedForRef?: string;
}

/** A step as deciding sees it. */
export interface Step<S extends Seat = Seat> {
  id: string;
  position: number;
  quorum: Quorum;
  /** Whether one rejection rejects; else it rejects when the quorum cannot be reached any more. */
  veto: boolean;
  state: SeatState;
  seats: readonly S[];
}

/** A round as deciding sees it. */
export interface Round<T extends Step = Step> {
  round: number;
  state: RoundState;
  /** In their order. */
  steps: readonly T[];
}

/** The seats of a step that count: not those that went to somebody else, nor those of a deadline. */
function counted(step: Step): readonly Seat[] {
  return step.seats.filter(s => !s.escalated && s.state !== 'closed');
}

/** How many of a step must approve, as its seats are now. At least one. */
export function neededOf(step: Step): number {
  const seats = counted(step).length;
  const { quorum } = step;
  if (typeof quorum === 'number') return Math.max(1, quorum);
  if (quorum === 'any') return 1;
  if (quorum === 'majority') return Math.floor(seats / 2) + 1;
  return Math.max(1, seats);
}

/** How many have approved. */
export function approvedOf(step: Step): number {
  return step.seats.filter(s => s.state === 'approved').length;
}

/** How many seats a step lacks for its quorum; more must be asked then. */
export function missingSeats(step: Step): number {
  return Math.max(0, neededOf(step) - counted(step).length);
}

/** What the decisions of a step come to; undefined while it is open. */
export function stepOutcome(step: Step): 'approved' | 'rejected' | undefined {
  const escalated = step.seats.filter(s => s.escalated);
  if (escalated.some(s => s.state === 'rejected')) return 'rejected';
  const seats = counted(step);
  const is = (state: SeatState) => seats.filter(s => s.state === state).length;
  if (step.veto && is('rejected') > 0) return 'rejected';
  if (escalated.some(s => s.state === 'approved')) return 'approved';
  const approved = is('approved');
  if (approved >= neededOf(step)) return 'approved';
  if (is('rejected') > 0 && approved + is('open') < neededOf(step))
    return 'rejected';
  return undefined;
}

const closed = <S extends Seat>(seat: S): S =>
  seat.state === 'open' || seat.state === 'waiting'
    ? { ...seat, state: 'closed' }
    : seat;

const ended = <T extends Step>(step: T, state: SeatState): T => ({
  ...step,
  state,
  seats: step.seats.map(closed),
});

/**
 * Ends a round without a decision: what was to be approved changed, or there is nothing to approve.
 */
export function endRound<T extends Step>(
  round: Round<T>,
  state: 'superseded' | 'withdrawn',
): Round<T> {
  if (round.state !== 'asked') return round;
  return {
    ...round,
    state,
    steps: round.steps.map(step =>
      step.state === 'open' || step.state === 'waiting'
        ? ended(step, 'closed')
        : step,
    ),
  };
}

/** Opens the first step that waits. */
function open<T extends Step>(step: T): T {
  return {
    ...step,
    state: 'open',
    seats: step.seats.map(s =>
      s.state === 'waiting' ? { ...s, state: 'open' as const } : s,
    ),
  };
}

/**
 * Draws the consequences of what its open step has come to: the step ends, and with it the round, or
 * the next step opens.
 */
export function settleRound<T extends Step>(round: Round<T>): Round<T> {
  if (round.state !== 'asked') return round;
  const at = round.steps.findIndex(
    s => s.state === 'open' || s.state === 'waiting',
  );
  if (at < 0) return { ...round, state: 'approved' };
  const step = round.steps[at];
  const put = (index: number, changed: T): Round<T> => ({
    ...round,
    steps: round.steps.map((s, i) => (i === index ? changed : s)),
  });
  if (step.state === 'waiting') return put(at, open(step));
  const outcome = stepOutcome(step);
  if (!outcome) return round;
  const settled = put(at, ended(step, outcome));
  if (outcome === 'approved') return settleRound(settled);
  return {
    ...settled,
    state: 'rejected',
    steps: settled.steps.map(s =>
      s.state === 'waiting' ? ended(s, 'closed') : s,
    ),
  };
}

/** Who decides, and for whom. */
export interface Decider {
  ref: string;
  /** The absent person for whom they decide, if not for themselves. */
  standsInForRef?: string;
}

/** Who may decide nothing about a record: it is theirs. */
export type Barred = ReadonlySet<string>;

/**
 * Why somebody may not decide at a seat, as a sentence; undefined if they may. That the seat is
 * theirs, their group's, or that of whom they stand in for, is for the caller to know.
 */
export function refusalToDecide(
  round: Round,
  seatId: string,
  decider: Decider,
  barred: Barred,
): string | undefined {
  const step = round.steps.find(s => s.seats.some(seat => seat.id === seatId));
  const seat = step?.seats.find(s => s.id === seatId);
  if (!step || !seat) return 'There is no such seat in this round.';
  if (round.state !== 'asked' || step.state !== 'open' || seat.state !== 'open')
    return whyClosed(round, step, seat);
  if (barred.has(decider.ref))
    return 'Nobody decides on what they requested, work on or asked approval for.';
  const { standsInForRef } = decider;
  if (standsInForRef && barred.has(standsInForRef))
    return 'Whom you stand in for may not decide on this: they requested it, work on it or asked approval for it.';
  const taken = new Set(
    step.seats.flatMap(s => [s.decidedByRef, s.decidedForRef]),
  );
  if (taken.has(decider.ref))
    return 'You have decided in this step already; everybody has one say.';
  if (standsInForRef && taken.has(standsInForRef))
    return 'Whom you stand in for has a say in this step already; everybody has one.';
  return undefined;
}

function whyClosed(round: Round, step: Step, seat: Seat): string {
  if (seat.state === 'approved' || seat.state === 'rejected')
    return `This was ${seat.state} already.`;
  if (round.state === 'superseded')
    return 'What was to be approved has changed since; it is asked anew.';
  if (round.state === 'withdrawn')
    return 'There is nothing to approve here any more.';
  if (round.state !== 'asked') return `It was ${round.state} already.`;
  if (step.state === 'waiting')
    return 'An earlier step has to be approved first.';
  if (step.state !== 'open') return `This step was ${step.state} already.`;
  return 'Somebody else was asked in this place.';
}

/**
 * Puts a decision into a round, and draws its consequences.
 *
 * @throws Error if it is refused: see {@link refusalToDecide}, which says why
 */
export function applyDecision<T extends Step>(
  round: Round<T>,
  seatId: string,
  decider: Decider,
  decision: ApprovalDecision,
  barred: Barred,
): Round<T> {
  const refused = refusalToDecide(round, seatId, decider, barred);
  if (refused) throw new Error(refused);
  const decided = {
    state: decision === 'approve' ? ('approved' as const) : 'rejected',
    decidedByRef: decider.ref,
    decidedForRef: decider.standsInForRef,
  };
  return settleRound({
    ...round,
    steps: round.steps.map(step => ({
      ...step,
      seats: step.seats.map(seat =>
        seat.id === seatId ? { ...seat, ...decided } : seat,
      ),
    })),
  });
}

/**
 * Changes who is asked in a step: closes seats, and adds others that are open if the step is. A seat
 * never goes without another in its place, so that fewer need not agree.
 */
export function reseat<S extends Seat, T extends Step<S>>(
  round: Round<T>,
  stepId: string,
  change: { close?: readonly string[]; add: readonly S[] },
): Round<T> {
  const { close = [], add } = change;
  return settleRound({
    ...round,
    steps: round.steps.map(step => {
      if (step.id !== stepId) return step;
      if (step.state !== 'open' && step.state !== 'waiting') return step;
      const { state } = step;
      const seats = step.seats.map(s => (close.includes(s.id) ? closed(s) : s));
      return { ...step, seats: [...seats, ...add.map(s => ({ ...s, state }))] };
    }),
  });
}

/** Rejects a round because nobody decided in time, where the policy says so. */
export function expire<T extends Step>(
  round: Round<T>,
  stepId: string,
): Round<T> {
  const step = round.steps.find(s => s.id === stepId);
  if (round.state !== 'asked' || step?.state !== 'open') return round;
  return {
    ...round,
    state: 'rejected',
    steps: round.steps.map(s => {
      if (s.id === stepId) return ended(s, 'rejected');
      return s.state === 'waiting' ? ended(s, 'closed') : s;
    }),
  };
}
