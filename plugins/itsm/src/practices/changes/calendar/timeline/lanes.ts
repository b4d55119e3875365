/** Something that stands in a lane for a time, in milliseconds. */
export interface Barred {
  id: string;
  start: number;
  end: number;
  /** What its lane is of; none if it has none. */
  lane: string | undefined;
}

/** A bar with its place in its lane. */
export interface PlacedBar<T> {
  item: T;
  row: number;
}

/** All that one service or team has, in as many rows as it takes. */
export interface Lane<T> {
  /** Undefined for what has no service or team. */
  of: string | undefined;
  rows: number;
  bars: readonly PlacedBar<T>[];
}

/** The time that a bar takes as it is drawn: its words may stand before or beside it. */
export type Drawn = (bar: Barred) => { start: number; end: number };

/**
 * Puts bars into lanes, and within a lane into rows so that none covers another as they are drawn.
 *
 * @param nameOf - lanes are in the order of their names; what has none comes last
 */
export function lanesOf<T extends Barred>(
  items: readonly T[],
  drawn: Drawn,
  nameOf: (lane: string) => string,
): Lane<T>[] {
  const lanes = new Map<string | undefined, T[]>();
  for (const item of items) {
    const lane = lanes.get(item.lane);
    if (lane) lane.push(item);
    else lanes.set(item.lane, [item]);
  }
  return [...lanes]
    .map(([of, inLane]) => ({ of, ...rowsOf(inLane, drawn) }))
    .sort((a, b) => {
      if (a.of === undefined || b.of === undefined)
        return Number(a.of === undefined) - Number(b.of === undefined);
      return nameOf(a.of).localeCompare(nameOf(b.of)) || (a.of < b.of ? -1 : 1);
    });
}

function rowsOf<T extends Barred>(items: readonly T[], drawn: Drawn) {
  const ends: number[] = [];
  const bars = items
    .map(item => ({ item, ...drawn(item) }))
    .sort((a, b) => a.start - b.start || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item, start, end }) => {
      const free = ends.findIndex(taken => taken <= start);
      const row = free === -1 ? ends.length : free;
      ends[row] = end;
      return { item, row };
    });
  return { rows: ends.length, bars };
}
