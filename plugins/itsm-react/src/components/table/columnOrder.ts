/** The keys with one of them a place up or down; as they were if there is no such place. */
export function moved(
  keys: readonly string[],
  key: string,
  by: 1 | -1,
): readonly string[] {
  const from = keys.indexOf(key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= keys.length) return keys;
  const next = [...keys];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** The keys without one of them, or with it at the end. */
export function toggled(
  keys: readonly string[],
  key: string,
): readonly string[] {
  return keys.includes(key) ? keys.filter(k => k !== key) : [...keys, key];
}
