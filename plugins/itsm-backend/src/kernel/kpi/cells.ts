import { Histogram } from '@callboard/plugin-itsm-common';
import type { StageShape } from './shape';

/**
 * Numbers that are added up, in one list: how many, the sum of the first instants, then marks, then how
 * many have each value, then their sums.
 */
export type Sums = number[];

/** What one day adds to. */
export interface DayCell {
  sums: Sums;
  /** By value; only of all facts together. */
  histograms?: Histogram[];
}

/** A month of a series, or what is added to one and taken from it. */
export interface Cell {
  days: Map<number, DayCell>;
  histograms: Histogram[];
  /** Of the month, from 0 on. */
  hours?: Map<number, number>;
}

/** A row of `kpi_cells`, without its key. */
export type CellColumns = Record<string, number | string | null>;

const COUNT = 0;
const SINCE = 1;
const FIRST_MARK = 2;

/** How many numbers a stage adds up. */
export const widthOf = ({ marks, values }: StageShape): number =>
  FIRST_MARK + marks.length + 2 * values.length;

/** Where the counts of values begin, and their sums. */
export const firstCountOf = ({ marks }: StageShape): number =>
  FIRST_MARK + marks.length;
export const firstSumOf = (stage: StageShape): number =>
  firstCountOf(stage) + stage.values.length;

/** Nothing, of all facts together or of others. */
export function emptyCell(
  stage: StageShape,
  { hours }: { hours: boolean },
): Cell {
  return {
    days: new Map(),
    histograms: stage.values.map(() => new Histogram()),
    ...(hours && { hours: new Map() }),
  };
}

/** The day of a cell, made if it is not there. */
export function dayIn(
  cell: Cell,
  day: number,
  stage: StageShape,
  withHistograms: boolean,
): DayCell {
  const known = cell.days.get(day);
  if (known) return known;
  const made: DayCell = {
    sums: new Array(widthOf(stage)).fill(0),
    ...(withHistograms && {
      histograms: stage.values.map(() => new Histogram()),
    }),
  };
  cell.days.set(day, made);
  return made;
}

/** Adds numbers to numbers. */
export function addSums(to: Sums, more: readonly number[]): void {
  for (let i = 0; i < to.length; i++) to[i] += more[i];
}

type PackedDay = (number | string)[];

/** A day of a row as it is kept: its histograms, by value, are unpacked where somebody asks for one. */
export interface PackedDayCell {
  day: number;
  sums: Sums;
  histograms: readonly (string | undefined)[];
}

/** The days of a row, with their histograms packed. */
export function packedDays(stage: StageShape, text: string): PackedDayCell[] {
  const width = widthOf(stage);
  return (JSON.parse(text) as PackedDay[]).map(([day, ...rest]) => ({
    day: day as number,
    sums: rest.slice(0, width) as number[],
    histograms: rest.slice(width) as string[],
  }));
}

/** The days of a row. */
export function unpackDays(
  stage: StageShape,
  text: string,
  withHistograms: boolean,
): Map<number, DayCell> {
  return new Map(
    packedDays(stage, text).map(({ day, sums, histograms }) => [
      day,
      {
        sums,
        ...(withHistograms && {
          histograms: stage.values.map((_, i) =>
            Histogram.unpack(histograms[i]),
          ),
        }),
      },
    ]),
  );
}

/** A row of the database as a cell. */
export function unpackCell(
  stage: StageShape,
  row: any,
  withHistograms: boolean,
): Cell {
  const flat: number[] = row.hours === null ? [] : JSON.parse(row.hours);
  const hours = new Map<number, number>();
  for (let i = 0; i < flat.length; i += 2) hours.set(flat[i], flat[i + 1]);
  return {
    days: unpackDays(stage, row.days, withHistograms),
    histograms: stage.values.map((_, i) => Histogram.unpack(row[`h${i + 1}`])),
    ...(row.hours !== null && { hours }),
  };
}

/** Adds a cell to another one. */
export function mergeCells(to: Cell, more: Cell, stage: StageShape): void {
  for (const [day, { sums, histograms }] of more.days) {
    const target = dayIn(to, day, stage, histograms !== undefined);
    addSums(target.sums, sums);
    histograms?.forEach((h, i) => target.histograms![i].merge(h));
  }
  more.histograms.forEach((h, i) => to.histograms[i].merge(h));
  if (!more.hours) return;
  to.hours ??= new Map();
  for (const [hour, n] of more.hours)
    to.hours.set(hour, (to.hours.get(hour) ?? 0) + n);
}

const byKey = (
  [a]: readonly [number, unknown],
  [b]: readonly [number, unknown],
) => a - b;

/**
 * A cell as a row; undefined if there is nothing in it. Two of the same facts are the same to the
 * letter, however they came to be.
 */
export function packCell(
  cell: Cell,
  stage: StageShape,
): CellColumns | undefined {
  const days = [...cell.days]
    .filter(([, { sums }]) => sums.some(sum => sum !== 0))
    .sort(byKey);
  if (days.length === 0) return undefined;
  const total: Sums = new Array(widthOf(stage)).fill(0);
  for (const [, { sums }] of days) addSums(total, sums);
  const packed = days.map(
    ([day, { sums, histograms }]): PackedDay => [
      day,
      ...sums,
      ...(histograms ?? []).map((h, i) =>
        stage.values[i].distribution ? h.pack() : '',
      ),
    ],
  );
  const hours = [...(cell.hours ?? [])].filter(([, n]) => n !== 0).sort(byKey);
  const columns: CellColumns = {
    n: total[COUNT],
    since: total[SINCE],
    days: JSON.stringify(packed),
    hours: cell.hours ? JSON.stringify(hours.flat()) : null,
  };
  stage.marks.forEach((_, i) => {
    columns[`m${i + 1}`] = total[FIRST_MARK + i];
  });
  stage.values.forEach(({ distribution }, i) => {
    columns[`c${i + 1}`] = total[firstCountOf(stage) + i];
    columns[`s${i + 1}`] = total[firstSumOf(stage) + i];
    columns[`h${i + 1}`] = distribution ? cell.histograms[i].pack() : null;
  });
  return columns;
}

/** The numbers of a row of the whole month, as of its days. */
export function rowSums(stage: StageShape, row: any): Sums {
  return [
    Number(row.n),
    Number(row.since),
    ...stage.marks.map((_, i) => Number(row[`m${i + 1}`])),
    ...stage.values.map((_, i) => Number(row[`c${i + 1}`])),
    ...stage.values.map((_, i) => Number(row[`s${i + 1}`])),
  ];
}
