import type { FieldValue } from '../words/valueText';

/** The items that came to a list and that went from it; undefined where that is not all there is. */
export function listChange(
  before: FieldValue | undefined,
  after: FieldValue | undefined,
): { added: FieldValue[]; removed: FieldValue[] } | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const keys = (list: FieldValue[]) =>
    new Set(list.map(item => JSON.stringify(item)));
  const [was, is] = [keys(before), keys(after)];
  const added = after.filter(item => !was.has(JSON.stringify(item)));
  const removed = before.filter(item => !is.has(JSON.stringify(item)));
  // Then only their order changed.
  if (added.length === 0 && removed.length === 0) return undefined;
  return { added, removed };
}
