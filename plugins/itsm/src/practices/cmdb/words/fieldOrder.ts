const RANKS = [/^title$/, /^description$/, /^spec\./, /^tags$/, /^links$/];

function rankOf(field: string): number {
  const rank = RANKS.findIndex(pattern => pattern.test(field));
  return rank < 0 ? RANKS.length : rank;
}

/** Sorts fields as people look for them: what it is first, labels and annotations last. */
export function inFieldOrder(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : Number(a > b));
}
