/**
 * An order with one of its items at another place. The rest keep their order; a place beyond an
 * end is the end.
 */
export function movedTo<T>(items: readonly T[], item: T, index: number): T[] {
  const from = items.indexOf(item);
  if (from < 0) return [...items];
  const rest = items.filter((_, i) => i !== from);
  const to = Math.min(Math.max(index, 0), rest.length);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
