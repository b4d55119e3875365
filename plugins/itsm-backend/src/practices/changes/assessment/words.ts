import type { FoundConflict } from '@callboard/plugin-itsm-common';

/** What a conflict is told with. */
export interface Told {
  /** How the other one is called, e.g. `CHG-12`. */
  other: string;
  /** How an item is called. */
  nameOf(ref: string): string;
}

/** A conflict in one sentence. */
export function conflictWords(
  { kind, connection, path, redundancy }: FoundConflict,
  { other, nameOf }: Told,
): string {
  const first = path.length > 0 ? nameOf(path[0]) : '';
  const last = path.length > 0 ? nameOf(path[path.length - 1]) : '';
  if (kind === 'freeze') {
    if (path.length === 0) return `${other} freezes all changes.`;
    return path.length === 1
      ? `${other} freezes ${last}.`
      : `${other} freezes ${last}, which fails if ${first} does.`;
  }
  if (kind === 'joint' && redundancy) {
    const left = redundancy.of.length - redundancy.failed.length;
    return `Together with ${other} it leaves ${left} of ${redundancy.of.length} that ${last} can lose some of; it needs ${redundancy.atLeast}. Neither does so alone.`;
  }
  if (kind === 'major-incident') {
    if (connection === 'hits')
      return `${other} goes on at ${last}, which fails if ${first} does.`;
    if (connection === 'hit-by')
      return `${other} goes on at ${first}, and ${last} fails if that does.`;
    return `${other} goes on at ${first}.`;
  }
  if (connection === 'same') return `${other} changes ${first}, too.`;
  if (connection === 'hits')
    return `If ${first} fails, so does ${last}, which ${other} changes.`;
  if (connection === 'hit-by')
    return `${other} changes ${first}; if that fails, so does ${last}.`;
  return `${other} is at the same time, on the same or a connected item.`;
}
