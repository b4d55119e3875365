import type { CellAnswer, CellQuestion } from './model';

/** What is needed before counting goes on. */
export interface Need<T = unknown> {
  /** Read together with what all others need. */
  cells?: readonly CellQuestion[];
  /** What cannot be read together. */
  alone?: () => Promise<T>;
}

/** What was needed. */
export interface Given<T = any> {
  cells: readonly CellAnswer[];
  alone: T;
}

/** Counting that stops wherever something is to be read. */
export type Counting<R> = Generator<Need, R, Given>;

/**
 * Goes through many countings at once, round by round: of each round, the cells that all of them need
 * are read in one go.
 */
export async function countTogether<R>(
  countings: readonly Counting<R>[],
  read: (questions: readonly CellQuestion[]) => Promise<readonly CellAnswer[]>,
): Promise<R[]> {
  const results = new Array<R>(countings.length);
  let open = countings.flatMap((counting, i) => {
    const step = counting.next();
    if (step.done) results[i] = step.value;
    return step.done ? [] : [{ counting, i, need: step.value }];
  });
  while (open.length > 0) {
    const wanted = open.map(({ need }) => need.cells ?? []);
    const all = wanted.flat();
    const [cells, alone] = await Promise.all([
      all.length > 0 ? read(all) : [],
      Promise.all(open.map(({ need }) => need.alone?.())),
    ]);
    let from = 0;
    open = open.flatMap(({ counting, i }, n) => {
      const given = cells.slice(from, from + wanted[n].length);
      from += wanted[n].length;
      const step = counting.next({ cells: given, alone: alone[n] });
      if (step.done) results[i] = step.value;
      return step.done ? [] : [{ counting, i, need: step.value }];
    });
  }
  return results;
}
