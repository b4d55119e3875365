import type { WorkingTime } from '../workingTime/WorkingTime';

/** A time that is promised, in the working time of a calendar. */
export interface TimePromise {
  /** Milliseconds of working time. */
  within: number;
  working: WorkingTime;
}

/** The start from which another promise leaves the least of a promised time. */
export interface WorstCase {
  /** When it starts. */
  start: number;
  /** When whoever is behind it may be done. */
  done: number;
  /** How much of the promised working time has passed then. */
  passed: number;
  /** When the promised time is over. */
  due: number;
}

const oddness = (instant: number) => Number(instant % 60_000 !== 0);

const YEAR_MS = 366 * 86_400_000;

/**
 * The worst start of a year for a promise that waits for another one: from which most of the promised
 * time, in the promise's own calendar, has passed until the other promise is due. It does not hold if
 * that is more than is promised.
 *
 * Exact for all starts of that year. What passes is a line that bends and jumps only where working
 * time of either calendar begins or ends, at the start or at the end; between two such instants it is
 * straight, so that the most is next to one of them. There are some thousands of them a year, not the
 * billions of milliseconds.
 *
 * @param from - when the year begins
 * @returns undefined if the other promise is never due
 */
export function worstCaseOf(
  promise: TimePromise,
  behind: TimePromise,
  from: number,
  length = YEAR_MS,
): WorstCase | undefined {
  const end = from + length;
  const doneAt = (start: number) => behind.working.add(start, behind.within);
  const last = doneAt(end);
  if (last === undefined) return undefined;
  const bends = new Set([from, end]);
  for (const { working } of [promise, behind]) {
    // Until the last one that is due: it may end long after the year.
    for (const span of working.spans(from, last)) {
      for (const bend of [span.from, span.to]) {
        bends.add(bend);
        // The starts for which it falls on the end.
        const start = behind.working.add(bend, -behind.within);
        if (start !== undefined) bends.add(start);
      }
    }
  }
  let worst: WorstCase | undefined;
  for (const bend of bends) {
    for (const start of [bend - 1, bend, bend + 1]) {
      if (start < from || start > end) continue;
      const done = doneAt(start);
      if (done === undefined) continue;
      const passed = promise.working.between(start, done);
      // Of those that are equally bad one that can be told in minutes, and the first.
      const isWorse =
        !worst ||
        passed > worst.passed ||
        (passed === worst.passed &&
          (oddness(start) - oddness(worst.start) || start - worst.start) < 0);
      if (isWorse)
        worst = {
          start,
          done,
          passed,
          due: promise.working.add(start, promise.within) ?? Infinity,
        };
    }
  }
  return worst;
}
