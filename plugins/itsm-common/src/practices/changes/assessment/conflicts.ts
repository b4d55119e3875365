import type { Connection, JointOutage } from './connection';
import {
  overlapOf,
  type ConflictKind,
  type ConnectionKind,
  type TimeSpan,
} from './model';

/** Something that is planned or goes on for a time, and of which items. */
export interface BusyThing extends TimeSpan {
  /** Unique among all of an answer, e.g. the id of the record. */
  id: string;
  kind: 'change' | 'major-incident';
  items: readonly string[];
}

/** A freeze of something that the change hits, and the way to that. */
export interface MetFreeze extends TimeSpan {
  id: string;
  /** From an item of the change to the one that is frozen. */
  path: readonly string[];
}

/** A conflict, as it follows from facts alone. */
export interface FoundConflict {
  kind: ConflictKind;
  /** The id of the other one. */
  with: string;
  /** When both are. */
  overlap: TimeSpan;
  /** How they are connected; absent if jointly. */
  connection?: ConnectionKind;
  path: readonly string[];
  /** Of a joint conflict: the way from the other one, and the redundancy that both use up. */
  theirs?: readonly string[];
  redundancy?: JointOutage['redundancy'];
}

const byStart = (a: FoundConflict, b: FoundConflict) =>
  a.overlap.from - b.overlap.from ||
  (a.kind < b.kind ? -1 : Number(a.kind > b.kind)) ||
  (a.with < b.with ? -1 : Number(a.with > b.with));

/**
 * Finds what a change is in conflict with: other changes and major incidents that are at the same time
 * and connected, and freezes of what it hits. A function of its arguments alone.
 *
 * With a change that is connected and takes something down jointly too, there are two conflicts: one is
 * about what either does to the other, one about what both do to somebody else. What is down in a major
 * incident cannot be taken down jointly any more than it is; that counts like a change.
 *
 * @param connected - how the others are connected with the change, by id; see `sharedItems` and the
 *   impact service
 * @returns by start of the overlap, then kind, then id
 */
export function findConflicts(
  change: TimeSpan,
  others: readonly BusyThing[],
  freezes: readonly MetFreeze[],
  connected: ReadonlyMap<string, Connection>,
): FoundConflict[] {
  const found: FoundConflict[] = [];
  for (const other of others) {
    const connection = connected.get(other.id);
    const overlap = connection && overlapOf(change, other);
    if (!overlap) continue;
    const { kind, path, joint } = connection;
    if (kind)
      found.push({
        kind: other.kind,
        with: other.id,
        overlap,
        connection: kind,
        path,
      });
    if (joint.length > 0)
      found.push({
        kind: 'joint',
        with: other.id,
        overlap,
        ...joint[0],
      });
  }
  for (const freeze of freezes) {
    const overlap = overlapOf(change, freeze);
    if (overlap)
      found.push({
        kind: 'freeze',
        with: freeze.id,
        overlap,
        path: freeze.path,
      });
  }
  return found.sort(byStart);
}
