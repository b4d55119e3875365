/** What is wrong with one cell, or with the row where no column is named. */
export interface ProblemPart {
  column?: string;
  what: string;
}

/**
 * Takes the reason of a bad row apart: the server says `Memory: must be a number; Owner: is missing`.
 *
 * @param columns - the columns that the source reads; only those are taken for columns
 */
export function problemParts(
  reason: string,
  columns: readonly string[],
): ProblemPart[] {
  const known = [...columns, 'class', 'name'].sort(
    // The longer name first: "Size" must not be found within "Size: disk".
    (a, b) => b.length - a.length,
  );
  const parts: ProblemPart[] = [];
  for (const piece of reason.split('; ')) {
    const column = known.find(name => piece.startsWith(`${name}: `));
    const last = parts[parts.length - 1];
    if (column) parts.push({ column, what: piece.slice(column.length + 2) });
    else if (last) last.what += `; ${piece}`;
    else parts.push({ what: piece });
  }
  return parts;
}
