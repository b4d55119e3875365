import {
  approvedOf,
  neededOf,
  type FieldChange,
  type InboxItem,
  type Round,
} from '@callboard/plugin-itsm-common';
import type { Caller, CatalogAccess } from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { RegisteredType } from '../RecordTypes';
import { AFFECTED, type Look } from './changesSinceLook';
import type { InboxStep, WaitingSeat } from './listInbox';
import type { StoredRound, StoredSeat } from './model';
import {
  presentApprovalRecord,
  presentSeat,
  type ApprovedRecord,
  type RoundViewer,
} from './presentRounds';

/** A seat with the step and the round that it is in; of other steps nothing is asked. */
export interface SeatPlace {
  round: Round<InboxStep> &
    Pick<StoredRound, 'purpose' | 'askedAt' | 'askedByRef'>;
  step: InboxStep;
  seat: StoredSeat;
}

/** The place of a seat of a round. */
export function placeOf(round: StoredRound, seatId: string): SeatPlace {
  const step = round.steps.find(s => s.seats.some(t => t.id === seatId))!;
  return { round, step, seat: step.seats.find(t => t.id === seatId)! };
}

const isOfLink = (change: FieldChange) => change.field === AFFECTED;

/** What changes name. */
export const refsOfChanges = (changes: readonly FieldChange[]) =>
  changes
    .filter(c => ['user', 'group', 'entity'].includes(c.type))
    .flatMap(c => [c.before, c.after] as (string | undefined)[]);

/** Everybody and everything that an item names. */
export const refsOfItem = (item: InboxItem): (string | undefined)[] => [
  item.askedByRef,
  item.seat.forRef,
  item.seat.viewer.standsInForRef,
  item.record.serviceRef,
  item.record.ownerRef,
  item.record.requesterRef,
  ...refsOfChanges(item.changes),
];

/** What a seat names, without what changed of its record. */
export const refsOfWaiting = ({ forRef, round, record }: WaitingSeat) => [
  round.askedByRef,
  forRef,
  record.serviceRef,
  record.ownerRef,
  record.requesterRef,
];

/** A seat as the inbox shows it. */
export function presentInboxItem(
  of: { record: ApprovedRecord; type: RegisteredType; look?: Look },
  { round, step, seat }: SeatPlace,
  steps: number,
  viewer: RoundViewer,
  changes: FieldChange[],
): InboxItem {
  return {
    round: round.round,
    purpose: round.purpose,
    seat: presentSeat(round, seat, viewer),
    step: {
      position: step.position,
      of: steps,
      title: step.title,
      needed: neededOf(step),
      approved: approvedOf(step),
      dueAt: toIso(step.dueAt),
    },
    askedAt: toIso(round.askedAt)!,
    askedByRef: round.askedByRef,
    record: presentApprovalRecord(of.record, of.type),
    isNew: of.look === undefined,
    lookedAt: toIso(of.look?.at),
    changes,
  };
}

/** Changes without what the caller may not see in the catalog. */
export async function visibleChanges(
  catalogAccess: CatalogAccess,
  caller: Caller,
  changes: readonly FieldChange[],
): Promise<FieldChange[]> {
  const linked = changes.filter(isOfLink).map(c => String(c.after ?? c.before));
  if (linked.length === 0) return [...changes];
  const seen = await catalogAccess.readable(caller, linked);
  return changes.filter(
    c => !isOfLink(c) || seen.has(String(c.after ?? c.before)),
  );
}

/** Items without the changes that the caller may not see, see {@link visibleChanges}. */
export async function withoutHidden<T extends { changes: FieldChange[] }>(
  catalogAccess: CatalogAccess,
  caller: Caller,
  items: readonly T[],
): Promise<T[]> {
  const all = items.flatMap(i => i.changes);
  if (!all.some(isOfLink)) return [...items];
  const shown = new Set(await visibleChanges(catalogAccess, caller, all));
  return items.map(i => ({
    ...i,
    changes: i.changes.filter(c => shown.has(c)),
  }));
}
