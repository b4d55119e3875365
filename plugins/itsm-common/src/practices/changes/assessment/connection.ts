import type { ConnectionKind } from './model';

/** Something of two sets of items that fails when both do, and with neither alone. */
export interface JointOutage {
  /** From an item of the one to what fails, through the redundancy that is used up. */
  path: readonly string[];
  /** The same from an item of the other one. */
  theirs: readonly string[];
  /** The redundancy that both wear, and neither uses up. */
  redundancy: {
    name?: string;
    ref: string;
    atLeast: number;
    of: readonly string[];
    /** Those of them that fail, the one's and the other's. */
    failed: readonly string[];
  };
}

/** What a set of items has to do with another one. */
export interface Connection {
  /** The nearest way in which they are connected; absent if only jointly. */
  kind?: ConnectionKind;
  /**
   * From the item that fails first to the item that it hits: an item of the one to an item of the
   * other, or, if it is `hit-by`, the other way round. One item if it is the same.
   */
  path: readonly string[];
  /** What only both together take down, directly; more may follow from it. */
  joint: readonly JointOutage[];
}

/** Items of something else, by whatever name it has. */
export interface OtherItems {
  id: string;
  items: readonly string[];
}

/**
 * What is known of connections without a graph: which share an item.
 *
 * @returns by id; those that share none are left out
 */
export function sharedItems(
  items: readonly string[],
  others: readonly OtherItems[],
): Map<string, Connection> {
  const own = new Set(items);
  const found = new Map<string, Connection>();
  for (const other of others) {
    const shared = other.items.find(item => own.has(item));
    if (shared !== undefined)
      found.set(other.id, { kind: 'same', path: [shared], joint: [] });
  }
  return found;
}
