import type {
  ApprovalPurpose,
  Approver,
  Round,
  Seat,
  Step,
} from '@callboard/plugin-itsm-common';
import type { PolicyFollowed } from '@callboard/plugin-itsm-node';

/** A seat as it is stored. Instants are milliseconds since the epoch. */
export interface StoredSeat extends Seat {
  position: number;
  why: string;
  openedAt?: number;
  decidedAt?: number;
  /** Id of the note among the texts. */
  textId?: string;
}

/** A step as it is stored. */
export interface StoredStep extends Step<StoredSeat> {
  title: string;
  openedAt?: number;
  deadlineMs?: number;
  dueAt?: number;
  onDeadline: 'escalate' | 'reject';
  escalateTo: readonly Approver[];
  escalatedAt?: number;
}

/** A round as it is stored. */
export interface StoredRound extends Round<StoredStep> {
  id: string;
  recordId: string;
  purpose: ApprovalPurpose;
  policies: readonly PolicyFollowed[];
  /** The version of the record that was to be approved. */
  recordVersion: number;
  askedByRef?: string;
  askedAt: number;
  decidedAt?: number;
}

/** A step that opened, as entries say it: from here on its clocks run. */
export interface OpenedStep {
  step: string;
  at: number;
  deadlineMs?: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nobody is reminded sooner, or more rarely. */
const SOONEST = HOUR_MS;
const LATEST = 2 * DAY_MS;
/** More would be noise; what is not decided then has a deadline or should have one. */
export const MOST_REMINDERS = 3;

/** How long a step waits before those who are asked hear of it again. */
export function remindAfterMs(deadlineMs: number | undefined): number {
  if (deadlineMs === undefined) return LATEST;
  return Math.max(SOONEST, Math.min(LATEST, deadlineMs / 2));
}

/**
 * Stamps what a change of a round opened and ended.
 *
 * @returns the round, and the step that opened, if one did
 */
export function stampRound(
  before: StoredRound | undefined,
  after: StoredRound,
  now: number,
): { round: StoredRound; opened?: OpenedStep } {
  let opened: OpenedStep | undefined;
  const steps = after.steps.map((step): StoredStep => {
    const old = before?.steps.find(s => s.id === step.id);
    const opens = step.state === 'open' && old?.state !== 'open';
    if (opens) opened = { step: step.id, at: now, deadlineMs: step.deadlineMs };
    const seats = step.seats.map(seat => {
      const was = old?.seats.find(s => s.id === seat.id);
      const openedAt =
        seat.openedAt ?? (seat.state === 'waiting' ? undefined : now);
      const decided =
        (seat.state === 'approved' || seat.state === 'rejected') &&
        was?.state !== seat.state;
      return {
        ...seat,
        openedAt,
        decidedAt: decided ? now : seat.decidedAt,
      };
    });
    return {
      ...step,
      seats,
      openedAt: opens ? now : step.openedAt,
      dueAt:
        opens && step.deadlineMs !== undefined
          ? now + step.deadlineMs
          : step.dueAt,
    };
  });
  const ends = after.state !== 'asked' && before?.state !== after.state;
  const decidedAt = ends ? now : after.decidedAt;
  return { round: { ...after, steps, decidedAt }, opened };
}
