import type { FactSums } from './model';
import {
  placeOf,
  type KindShape,
  type StageShape,
  type StoredFact,
} from './shape';

interface Counting {
  count: number;
  since: number;
  marks: number[];
  values: { count: number; sum: number }[];
}

const nothing = (stage: StageShape): Counting => ({
  count: 0,
  since: 0,
  marks: stage.marks.map(() => 0),
  values: stage.values.map(() => ({ count: 0, sum: 0 })),
});

const told = (stage: StageShape, counting: Counting): FactSums => ({
  count: counting.count,
  since: counting.since,
  marks: Object.fromEntries(
    stage.marks.map(({ key }, i) => [key, counting.marks[i]]),
  ),
  values: Object.fromEntries(
    stage.values.map(({ key, scale }, i) => {
      const { count, sum } = counting.values[i];
      return [key, { count, sum: sum / scale }];
    }),
  ),
});

/** What facts add up to, one by one: by value of a dimension and by point between two bounds. */
export function sumFacts(
  shape: KindShape,
  stage: StageShape,
  facts: readonly StoredFact[],
  bounds: readonly number[],
  by?: string,
): { value?: string; points: FactSums[] }[] {
  const dimension =
    by === undefined ? undefined : placeOf(shape, 'dimensions', by);
  const groups = new Map<string | undefined, Counting[]>();
  const points = () => bounds.slice(1).map(() => nothing(stage));
  if (dimension === undefined) groups.set(undefined, points());
  for (const fact of facts) {
    const at = fact.stages[stage.index];
    if (at === null) continue;
    const place = bounds.findIndex((bound, i) => i > 0 && at < bound) - 1;
    if (place < 0 || at < bounds[0]) continue;
    const value =
      dimension === undefined
        ? undefined
        : fact.dimensions[dimension] ?? undefined;
    let counted = groups.get(value);
    if (!counted) groups.set(value, (counted = points()));
    const point = counted[place];
    point.count += 1;
    point.since += (fact.stages[0] ?? at) - bounds[0];
    stage.marks.forEach(({ bit }, i) => {
      // eslint-disable-next-line no-bitwise
      if ((fact.marks & bit) !== 0) point.marks[i] += 1;
    });
    stage.values.forEach(({ index, scale }, i) => {
      const number = fact.values[index];
      if (number === null) return;
      point.values[i].count += 1;
      point.values[i].sum += Math.round(number * scale);
    });
  }
  return [...groups].map(([value, counted]) => ({
    ...(value !== undefined && { value }),
    points: counted.map(counting => told(stage, counting)),
  }));
}
