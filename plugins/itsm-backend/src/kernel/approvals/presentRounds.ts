import {
  approvedOf,
  neededOf,
  recordPath,
  refusalToDecide,
  type approvalRecordSchema,
  type ApprovalRound,
  type ApprovalSeat,
  type Round,
} from '@callboard/plugin-itsm-common';
import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import type { z } from 'zod';
import { toIso } from '../database';
import type { RegisteredType } from '../RecordTypes';
import { asWhom } from './deciderAt';
import type { Deputised } from './deputies';
import type { StoredRound, StoredSeat } from './model';

/** Who looks at rounds. */
export interface RoundViewer {
  caller: Caller;
  /** Whom they stand in for now. */
  deputised: readonly Deputised[];
  /** Who may decide nothing about the record. */
  barred: ReadonlySet<string>;
  /** Whether they work on the record. */
  worker: boolean;
  /** Notes by the id of their text; erased ones are absent. */
  notes: ReadonlyMap<string, string>;
}

/** What approvals show of a record. */
export type ApprovedRecord = Pick<
  StoredRecord,
  | 'id'
  | 'number'
  | 'title'
  | 'status'
  | 'statusCategory'
  | 'version'
  | 'priority'
  | 'serviceRef'
  | 'ownerRef'
  | 'requesterRef'
  | 'approval'
>;

/** A record as approvals show it. */
export function presentApprovalRecord(
  record: ApprovedRecord,
  type: RegisteredType,
): z.output<typeof approvalRecordSchema> {
  const { id, number, title, status, statusCategory, version } = record;
  return {
    id,
    number,
    type: type.type,
    path: recordPath(type.practice, number),
    title,
    status,
    statusLabel: type.lifecycle.states[status]?.label ?? status,
    statusCategory,
    priority: record.priority,
    serviceRef: record.serviceRef,
    ownerRef: record.ownerRef,
    requesterRef: record.requesterRef,
    approval: record.approval,
    version,
  };
}

/** Whether somebody reads what deciders wrote: those who work on the record or are asked. */
function readsNotes(round: Round, viewer: RoundViewer): boolean {
  const { caller, deputised, worker } = viewer;
  if (worker) return true;
  // Who asked for a record is not told through a group of theirs that is asked too.
  if (viewer.barred.has(caller.ref)) return false;
  const refs = [caller, ...deputised].flatMap(d => d.ownership);
  return round.steps.some(step =>
    step.seats.some(seat => refs.includes(seat.forRef)),
  );
}

/** A seat as somebody may see it. */
export function presentSeat(
  round: Round,
  seat: StoredSeat,
  viewer: RoundViewer,
): ApprovalSeat {
  const { caller, deputised, barred, notes } = viewer;
  const decider = asWhom(round, seat, caller, deputised, barred);
  const reason = decider && refusalToDecide(round, seat.id, decider, barred);
  const own = seat.decidedByRef === caller.ref;
  return {
    id: seat.id,
    forRef: seat.forRef,
    why: seat.why,
    state: seat.state,
    escalated: seat.escalated,
    openedAt: toIso(seat.openedAt),
    decidedByRef: seat.decidedByRef,
    onBehalfOfRef: seat.decidedForRef,
    decidedAt: toIso(seat.decidedAt),
    note:
      seat.textId && (own || readsNotes(round, viewer))
        ? notes.get(seat.textId)
        : undefined,
    hasNote: seat.textId !== undefined,
    viewer: {
      canDecide: decider !== undefined && reason === undefined,
      reason,
      standsInForRef: decider?.standsInForRef,
    },
  };
}

/** A round as somebody may see it. */
export function presentRound(
  round: StoredRound,
  viewer: RoundViewer,
): ApprovalRound {
  return {
    id: round.id,
    round: round.round,
    purpose: round.purpose,
    state: round.state,
    policies: round.policies.map(p => ({ ...p })),
    askedAt: toIso(round.askedAt)!,
    askedByRef: round.askedByRef,
    decidedAt: toIso(round.decidedAt),
    recordVersion: round.recordVersion,
    steps: round.steps.map(step => ({
      position: step.position,
      title: step.title,
      quorum: String(step.quorum),
      needed: neededOf(step),
      approved: approvedOf(step),
      veto: step.veto,
      state: step.state,
      dueAt: toIso(step.dueAt),
      escalatedAt: toIso(step.escalatedAt),
      seats: step.seats.map(seat => presentSeat(round, seat, viewer)),
    })),
  };
}

/** Everybody that a round names. */
export function refsOfRound(round: StoredRound): (string | undefined)[] {
  return [
    round.askedByRef,
    ...round.steps.flatMap(step =>
      step.seats.flatMap(s => [s.forRef, s.decidedByRef, s.decidedForRef]),
    ),
  ];
}
