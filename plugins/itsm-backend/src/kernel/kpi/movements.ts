import { dayIn, emptyCell, firstCountOf, firstSumOf, type Cell } from './cells';
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

/**
 * What changes of facts move in the rollups. What a fact adds is a function of the fact alone: one that
 * changed takes away what it was and adds what it is.
 */
export class Movements {
  readonly #cells = new Map<string, Map<number, Movement>>();

  constructor(
    private readonly shape: KindShape,
    private readonly calendar: ZoneCalendar,
  ) {}

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
    return [...this.#cells.values()].flatMap(months => [...months.values()]);
  }

  #add(stage: StageShape, fact: StoredFact, sign: 1 | -1): void {
    const at = fact.stages[stage.index];
    if (at === null) return;
    const { month, day } = this.calendar.place(at);
    const sums = this.#sumsOf(stage, fact, sign, month, at);
    const hour = hourOf(month, at);
    const into = (dimension: string, value: string, hourly: boolean) => {
      const all = dimension === '';
      const { cell } = this.#cell(stage, dimension, value, month, hourly);
      const target = dayIn(cell, day, stage, all);
      for (let i = 0; i < sums.length; i++) target.sums[i] += sums[i];
      cell.hours?.set(hour, (cell.hours.get(hour) ?? 0) + sign);
      stage.values.forEach(({ index, distribution }, i) => {
        const told = fact.values[index];
        if (told === null || !distribution) return;
        cell.histograms[i].add(told, sign);
        target.histograms?.[i].add(told, sign);
      });
    };
    into('', '', true);
    this.shape.dimensions.forEach(({ key, hourly }, i) =>
      into(key, fact.dimensions[i] ?? '', hourly),
    );
  }

  #sumsOf(
    stage: StageShape,
    fact: StoredFact,
    sign: 1 | -1,
    month: number,
    at: number,
  ): number[] {
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

  #cell(
    stage: StageShape,
    dimension: string,
    value: string,
    month: number,
    hours: boolean,
  ): Movement {
    const key = `${stage.key}\n${dimension}\n${value}`;
    let months = this.#cells.get(key);
    if (!months) this.#cells.set(key, (months = new Map()));
    let movement = months.get(month);
    if (!movement) {
      movement = {
        series: { stage, dimension, value },
        month,
        cell: emptyCell(stage, { hours }),
      };
      months.set(month, movement);
    }
    return movement;
  }
}
