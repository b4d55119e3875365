/** Something with a begin and an end, in milliseconds. */
export interface Lasting {
  id: string;
  start: number;
  end: number;
}

/** What of a month is drawn. */
export interface FittedMonth {
  drawn: ReadonlySet<string>;
  /** By day, counted from the first: how many there are where not all are drawn; 0 where all are. */
  crowded: readonly number[];
}

/** The day in which an instant lies: the last one that has begun. */
function dayOf(midnights: readonly number[], at: number): number {
  let low = 0;
  let high = midnights.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (midnights[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Chooses what a month has room for: so many a day. A page that draws thousands of items draws most of
 * them where nobody sees them. What goes on for days comes first, as it would be cut in pieces
 * otherwise, then what begins first.
 *
 * @param midnights - the begins of the days and the end of the last one
 */
export function fitMonth(
  items: readonly Lasting[],
  midnights: readonly number[],
  rows: number,
): FittedMonth {
  const days = midnights.length - 1;
  const end = midnights[days];
  const all = new Array<number>(days).fill(0);
  const taken = new Array<number>(days).fill(0);
  const drawn = new Set<string>();
  const spans = items
    .filter(item => item.start < end && item.end > midnights[0])
    .map(item => {
      const first = dayOf(midnights, item.start);
      // What ends at midnight is not of the day that begins then.
      const last = Math.max(first, dayOf(midnights, item.end - 1));
      return { item, first, last };
    })
    .sort(
      (a, b) =>
        b.last - b.first - (a.last - a.first) ||
        a.item.start - b.item.start ||
        (a.item.id < b.item.id ? -1 : 1),
    );
  for (const { item, first, last } of spans) {
    let fits = true;
    for (let day = first; day <= last; day += 1) {
      all[day] += 1;
      fits &&= taken[day] < rows;
    }
    if (!fits) continue;
    drawn.add(item.id);
    for (let day = first; day <= last; day += 1) taken[day] += 1;
  }
  return {
    drawn,
    crowded: all.map((count, day) => (count > taken[day] ? count : 0)),
  };
}

const DAY_MS = 86_400_000;

/** Something as the grid draws it: its times are those of the reader's clock, as if in UTC. */
export interface Placed {
  id: string;
  start: Date | number | null;
  end: Date | number | null;
}

/**
 * The order in which a day's items stand: what goes on for days comes first, as in {@link fitMonth}; what is
 * of the day alone stands as it begins.
 */
export function byDaysAndBegin(a: Placed, b: Placed): number {
  const daysOf = ({ start, end }: Placed) => {
    const begin = Number(start);
    // What ends at midnight is not of the day that begins then.
    const last = Math.max(begin, Number(end ?? start) - 1);
    return Math.floor(last / DAY_MS) - Math.floor(begin / DAY_MS);
  };
  return (
    daysOf(b) - daysOf(a) ||
    Number(a.start) - Number(b.start) ||
    (a.id < b.id ? -1 : 1)
  );
}
