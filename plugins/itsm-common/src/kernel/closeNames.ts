/** How many letters two words differ in (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length];
}

/** Up to three names that somebody may have meant, the closest first. */
export function closeNames(given: string, names: readonly string[]): string[] {
  const wanted = given.slice(0, 60).toLowerCase();
  const most = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map(name => {
      const other = name.toLowerCase();
      // Nobody writes the "Ref" of assigneeRef who does not know it.
      const short = other.replace(/(?:ref|at)$/, '');
      const part =
        wanted.length > 2 && (other.includes(wanted) || wanted.includes(other));
      const far = Math.min(distance(wanted, other), distance(wanted, short));
      return { name, far: part ? Math.min(1, far) : far };
    })
    .filter(n => n.far <= most)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(n => n.name);
}
