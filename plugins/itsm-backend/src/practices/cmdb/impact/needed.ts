import type { NeededItem, NeededItems } from '@callboard/plugin-itsm-node';
import type { CiGraph } from './CiGraph';
import { briefOf, lookAround, type Sight } from './Sight';

/** Items of one answer. */
export const MOST_NEEDED = 10_000;

/** Nobody's availability hangs on a team: every item has one. */
const isTeam = (graph: CiGraph, item: number) =>
  ['group', 'user'].includes(graph.nodeOf(item)?.kind ?? '');

/**
 * Says of items what each needs directly, as {@link Walk} has it: without any of `needs` it fails, and
 * when of a group fewer than `atLeast` are left. What is not in the answer, because the caller may not
 * see it, because it is a team, or because there were too many, counts as up; so what is left of a
 * group that some of it covers asks for fewer.
 *
 * @param reached - what was asked about and what it needs, nearest first, as far as it may be seen
 */
export async function neededOf(
  graph: CiGraph,
  sight: Sight,
  {
    asked,
    reached,
    limit,
  }: { asked: number[]; reached: number[]; limit: number },
): Promise<NeededItems> {
  const things = reached.filter(item => !isTeam(graph, item));
  const shown = things.slice(0, limit);
  const among = new Set(shown);
  await lookAround(graph, sight, shown);
  const items = shown.map((item): NeededItem => {
    const groups = graph.groupsOf.get(item) ?? [];
    const covered = new Set(groups.flatMap(({ members }) => [...members]));
    const needs = new Set<number>();
    const pairs = graph.needs[item];
    for (let k = 0; k < pairs.length; k += 2)
      if (among.has(pairs[k]) && !covered.has(pairs[k])) needs.add(pairs[k]);
    const { ref, title, kind, type, ownerRef } = briefOf(graph, sight, item);
    return {
      ref,
      title,
      kind,
      type,
      ownerRef,
      needs: [...needs].map(need => graph.refOf(need)),
      groups: groups.flatMap(({ name, atLeast, members }) => {
        const of = [...members].filter(member => among.has(member));
        const left =
          Math.min(atLeast, members.size) - (members.size - of.length);
        if (of.length === 0) return [];
        return [
          {
            ...(name !== undefined && { name }),
            atLeast: Math.max(left, 0),
            of: of.map(member => graph.refOf(member)),
          },
        ];
      }),
    };
  });
  return {
    asked: asked.filter(item => among.has(item)).map(item => graph.refOf(item)),
    items,
    truncated: shown.length < things.length,
    wholeCatalog: sight.seesAll,
  };
}
