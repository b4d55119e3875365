const STEPS = [1, 2, 2.5, 5, 10];

/** Even ticks that hold all values: the first at or below the least, the last at or above the most. */
export function ticksOf(
  least: number,
  most: number,
  about: number,
  wholeOnly: boolean,
): number[] {
  const span = most - least || Math.abs(most) || 1;
  const size = 10 ** Math.floor(Math.log10(span / about));
  const step = STEPS.map(each => each * size).find(
    each =>
      span / each <= about && (!wholeOnly || (each >= 1 && each % 1 === 0)),
  );
  const each = step ?? Math.max(1, Math.ceil(span / about));
  const first = Math.floor(least / each + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / each - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) =>
    // A sum of steps is off by a hair.
    Number(((first + i) * each).toPrecision(12)),
  );
}

/** Which of a row of points have a label, so that they do not stand in each other's way: even steps up to the last. */
export function labelled(count: number, room: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, room)));
  const indexes: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) indexes.push(index);
  return indexes.reverse();
}
