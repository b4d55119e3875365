import { Histogram } from '@callboard/plugin-itsm-common';
import {
  addSums,
  firstCountOf,
  firstSumOf,
  rowSums,
  packedDays,
  widthOf,
  type Sums,
} from './cells';
import type { FactSums } from './model';
import type { CellRead } from './readCells';
import type { StageShape } from './shape';
import type { ZoneCalendar } from './ZoneCalendar';

/** A time within a point of which only the facts know how values are distributed. */
export interface Edge {
  from: number;
  to: number;
}

/** What a point adds up to so far. */
export interface AddedPoint {
  sums: Sums;
  /** Histograms of whole months and of days, packed: what was told before is not asked for again. */
  packed: string[];
  /** What the histograms leave out. */
  edges: Edge[];
  /** Of the rows that it is of, where they are known. */
  revisions: (string | null)[];
}

/** All points of a question. */
export interface Added {
  points: AddedPoint[];
  before?: Sums;
  read: { months: number; days: number };
}

const nothing = (stage: StageShape): Sums => new Array(widthOf(stage)).fill(0);

/** Counts the instants of first stages from another one on than rows do. */
const moveSince = (sums: Sums, by: number): Sums => {
  const moved = [...sums];
  moved[1] += moved[0] * by;
  return moved;
};

/** How the values of a point are distributed, without its edges. */
export function histogramOf({ packed }: AddedPoint): Histogram {
  const all = new Histogram();
  for (const text of packed) all.merge(Histogram.unpack(text));
  return all;
}

/** What numbers say, by name. */
export function toSums(stage: StageShape, sums: Sums): FactSums {
  const counts = firstCountOf(stage);
  const totals = firstSumOf(stage);
  return {
    count: sums[0],
    since: sums[1],
    marks: Object.fromEntries(
      stage.marks.map(({ key }, i) => [key, sums[2 + i]]),
    ),
    values: Object.fromEntries(
      stage.values.map(({ key, scale }, i) => [
        key,
        { count: sums[counts + i], sum: sums[totals + i] / scale },
      ]),
    ),
  };
}

/** The point that an instant is in; -1 before the first. */
export function pointAt(bounds: readonly number[], instant: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (bounds[middle] <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Adds rows of months up to the points of a question. */
export function addUp(
  read: CellRead,
  rows: readonly any[],
  calendar: ZoneCalendar,
): Added {
  const { question, stage, bounds, value } = read;
  const { dimension } = question;
  const base = bounds[0];
  const last = bounds.length - 1;
  const withHistograms = !dimension;
  const points = bounds.slice(0, -1).map(
    (): AddedPoint => ({
      sums: nothing(stage),
      packed: [],
      edges: [],
      revisions: [],
    }),
  );
  const before = question.before ? nothing(stage) : undefined;
  let months = 0;
  let days = 0;

  for (const row of rows) {
    if (row.month === null) {
      if (row.n !== null)
        addSums(before!, moveSince(rowSums(stage, row), read.first - base));
      continue;
    }
    const month = Number(row.month);
    months += 1;
    if (row.days === null) {
      const point = points[pointAt(bounds, month)];
      addSums(point.sums, moveSince(rowSums(stage, row), month - base));
      if (row.histogram) point.packed.push(row.histogram);
      point.revisions.push(row.revision);
      continue;
    }
    const seen = new Set<AddedPoint>();
    for (const cell of packedDays(stage, row.days)) {
      const { day } = cell;
      const at = calendar.dayOf(month, day);
      const place = pointAt(bounds, at);
      if (place >= last) continue;
      days += 1;
      const sums = moveSince(cell.sums, month - base);
      if (place < 0) {
        if (before) addSums(before, sums);
        continue;
      }
      const point = points[place];
      addSums(point.sums, sums);
      if (value === undefined) continue;
      if (!seen.has(point)) point.revisions.push(row.revision);
      seen.add(point);
      if (withHistograms) {
        const packed = cell.histograms[value];
        if (packed) point.packed.push(packed);
      } else point.edges.push({ from: at, to: calendar.dayOf(month, day + 1) });
    }
  }
  return { points, before, read: { months, days } };
}
