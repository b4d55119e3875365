import { histogramBucketOf } from '@callboard/plugin-itsm-common';
import {
  addSums,
  dayIn,
  emptyCell,
  firstCountOf,
  firstSumOf,
  type Cell,
  type Sums,
} from './cells';
import type { KindShape, StageShape, StoredFact } from './shape';
import { hourOf, type ZoneCalendar } from './ZoneCalendar';

/** A series of rollups: a stage, and a value of a dimension; both empty for all facts together. */
export interface SeriesKey {
  stage: StageShape;
  dimension: string;
  value: string;
}

/** What is added to a month of a series. */
export interface Movement {
  series: SeriesKey;
  month: number;
  cell: Cell;
}

/** Whether a fact adds the same at a stage as another one does. */
function addsTheSame(stage: StageShape, a: StoredFact, b: StoredFact): boolean {
  return (
    a.stages[stage.index] === b.stages[stage.index] &&
    a.stages[0] === b.stages[0] &&
    a.dimensions.every((value, i) => value === b.dimensions[i]) &&
    // eslint-disable-next-line no-bitwise
    stage.marks.every(({ bit }) => (a.marks & bit) === (b.marks & bit)) &&
    stage.values.every(({ index }) => a.values[index] === b.values[index])
  );
}

/** What a fact adds at a stage to a month. */
function sumsOf(
  stage: StageShape,
  fact: StoredFact,
  sign: 1 | -1,
  month: number,
  at: number,
): Sums {
  const sums = [sign, sign * ((fact.stages[0] ?? at) - month)];
  // eslint-disable-next-line no-bitwise
  for (const { bit } of stage.marks)
    sums.push((fact.marks & bit) === 0 ? 0 : sign);
  const counts = firstCountOf(stage);
  const totals = firstSumOf(stage);
  stage.values.forEach(({ index, scale }, i) => {
    const told = fact.values[index];
    sums[counts + i] = told === null ? 0 : sign;
    sums[totals + i] = told === null ? 0 : sign * Math.round(told * scale);
  });
  return sums;
}

/**
 * What changes of facts move in the rollups. What a fact adds is a function of the fact alone: one that
 * changed takes away what it was and adds what it is.
 */
export class Movements {
  /** By stage, dimension (from 1 on, 0 for all facts together), value and month. */
  readonly #cells: Map<string, Map<number, Movement>>[][];

  constructor(
    private readonly shape: KindShape,
    private readonly calendar: ZoneCalendar,
  ) {
    this.#cells = shape.stages.map(() =>
      Array.from({ length: shape.dimensions.length + 1 }, () => new Map()),
    );
  }

  /** A fact that was so and is now otherwise; absent where it was not, or is no more. */
  change(before: StoredFact | undefined, after: StoredFact | undefined): void {
    const was = before?.restricted ? undefined : before;
    const is = after?.restricted ? undefined : after;
    for (const stage of this.shape.stages) {
      if (was && is && addsTheSame(stage, was, is)) continue;
      if (was) this.#add(stage, was, -1);
      if (is) this.#add(stage, is, 1);
    }
  }

  /** All that moved. */
  all(): Movement[] {
    return this.#cells
      .flat()
      .flatMap(values => [...values.values()])
      .flatMap(months => [...months.values()]);
  }

  #add(stage: StageShape, fact: StoredFact, sign: 1 | -1): void {
    const at = fact.stages[stage.index];
    if (at === null) return;
    const { month, day } = this.calendar.place(at);
    const sums = sumsOf(stage, fact, sign, month, at);
    const hour = hourOf(month, at);
    const buckets = stage.values.map(({ index, distribution }) => {
      const told = distribution ? fact.values[index] : null;
      return told === null ? undefined : histogramBucketOf(told);
    });
    for (let d = 0; d <= fact.dimensions.length; d++) {
      const value = d === 0 ? '' : fact.dimensions[d - 1] ?? '';
      const { cell } = this.#movement(stage, d, value, month);
      const target = dayIn(cell, day, stage, d === 0);
      addSums(target.sums, sums);
      cell.hours?.set(hour, (cell.hours.get(hour) ?? 0) + sign);
      for (let i = 0; i < buckets.length; i++) {
        const bucket = buckets[i];
        if (bucket === undefined) continue;
        cell.histograms[i].addTo(bucket, sign);
        target.histograms?.[i].addTo(bucket, sign);
      }
    }
  }

  #movement(
    stage: StageShape,
    place: number,
    value: string,
    month: number,
  ): Movement {
    const values = this.#cells[stage.index][place];
    let months = values.get(value);
    if (!months) values.set(value, (months = new Map()));
    const known = months.get(month);
    if (known) return known;
    const dimension =
      place === 0 ? undefined : this.shape.dimensions[place - 1];
    const made: Movement = {
      series: { stage, dimension: dimension?.key ?? '', value },
      month,
      cell: emptyCell(stage, { hours: dimension?.hourly !== false }),
    };
    months.set(month, made);
    return made;
  }
}
