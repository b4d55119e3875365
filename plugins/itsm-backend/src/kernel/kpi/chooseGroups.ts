import type { Measure } from './formulas';
import type { AskedKpi } from './readQuestion';

/** Those of references that whoever asks may see in the catalog. */
export type Sees = (refs: readonly string[]) => Promise<ReadonlySet<string>>;

/** Groups that are told, and how many are not. */
export interface Chosen<G> {
  groups: readonly G[];
  more: number;
}

/** Values that are asked about in one go. */
const AT_ONCE = 200;
/** How many of the largest values are looked at: whoever sees none of these sees none. */
const MOST_LOOKED_AT = 2_000;

/** What groups are ordered by: how much there is of each, not how good it is. */
function weightOf({ formula, statistic }: AskedKpi, total: Measure): number {
  if (formula.of === 'value' && statistic === 'sum') return total.value ?? 0;
  if (formula.of === 'ratio') return total.numerator ?? 0;
  return total.count;
}

/**
 * The largest values of a dimension, those only that the caller may see in the catalog. Values of
 * which there is nothing are none.
 */
export async function chooseGroups<
  G extends { value?: string; total: Measure },
>(asked: AskedKpi, candidates: readonly G[], sees: Sees): Promise<Chosen<G>> {
  const { by, top, where } = asked;
  const kept = where[by!.key];
  const there = candidates
    .filter(({ value }) => !kept || kept.includes(value))
    .map(group => ({ group, weight: weightOf(asked, group.total) }))
    .filter(({ weight }) => weight !== 0)
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        // None comes last among equals; others by name, so that the order is always the same.
        (a.group.value ?? '\uffff').localeCompare(b.group.value ?? '\uffff'),
    )
    .map(({ group }) => group);
  if (!by!.entity) {
    return {
      groups: there.slice(0, top),
      more: Math.max(0, there.length - top),
    };
  }
  const groups: G[] = [];
  const looked = there.slice(0, MOST_LOOKED_AT);
  for (let i = 0; i < looked.length && groups.length < top; i += AT_ONCE) {
    const some = looked.slice(i, i + AT_ONCE);
    const seen = await sees(some.flatMap(({ value }) => value ?? []));
    groups.push(
      ...some.filter(({ value }) => value === undefined || seen.has(value)),
    );
  }
  const shown = groups.slice(0, top);
  return { groups: shown, more: there.length - shown.length };
}
