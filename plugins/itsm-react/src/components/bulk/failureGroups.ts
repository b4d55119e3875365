import type { Outcome } from './runInChunks';

/** Records that were not changed for the same reason. */
export interface FailureGroup<T> {
  reason: string;
  items: T[];
}

/** What failed by its reason, the most frequent first: two hundred times the same is read once. */
export function failureGroups<T>(
  outcomes: readonly Outcome<T>[],
): FailureGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const { item, done, reason = '' } of outcomes) {
    if (done) continue;
    groups.set(reason, [...(groups.get(reason) ?? []), item]);
  }
  return [...groups]
    .map(([reason, items]) => ({ reason, items }))
    .sort((a, b) => b.items.length - a.items.length);
}
