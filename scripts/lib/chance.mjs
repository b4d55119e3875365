/** Chance that is the same every time, and tables, for what is generated. */

/**
 * Numbers from 0 to 1 that are the same every time (mulberry32).
 *
 * @param {number} seed
 */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Chance, as the generators below use it.
 *
 * @param {number} seed
 */
export function chance(seed) {
  const next = random(seed);
  const of = share => next() < share;
  const pick = list => list[Math.floor(next() * list.length)];
  return {
    next,
    of,
    pick,
    /** One of the list; `weight` says how likely each is. */
    weighted(list, weight) {
      let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
      return (
        list.find(item => (left -= weight(item)) < 0) ?? list[list.length - 1]
      );
    },
    /** Times spread as they are in service desks: many short ones, few very long ones (log-normal). */
    around: (median, spread) =>
      median *
      Math.exp(
        spread *
          Math.sqrt(-2 * Math.log(1 - next())) *
          Math.cos(2 * Math.PI * next()),
      ),
  };
}

/**
 * A CSV.
 *
 * @param {string[]} columns
 * @param {Record<string, string | number | undefined>[]} rows
 */
export function csv(columns, rows) {
  const cell = value => {
    const text = String(value ?? '');
    return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [
    columns.join(','),
    ...rows.map(row => columns.map(name => cell(row[name])).join(',')),
    '',
  ].join('\n');
}
