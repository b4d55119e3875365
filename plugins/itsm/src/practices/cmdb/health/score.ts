import { HEALTH_DIMENSIONS } from '@callboard/plugin-itsm-common';
import type {
  HealthDimension,
  HealthGroup,
  HealthScores,
} from '@callboard/plugin-itsm-common';
import type { Level } from '@callboard/plugin-itsm-react';

/** What has a score: everything together, and each dimension. */
export const SCORED = ['overall', ...HEALTH_DIMENSIONS] as const;
export type Scored = (typeof SCORED)[number];

const GOOD = 90;
const FAIR = 70;

/** From which score on data count as good, fair or poor in bars. */
export function levelOf(score: number): Level {
  if (score >= GOOD) return 'good';
  return score >= FAIR ? 'fair' : 'poor';
}

/** A score as people read it; never rounded up, so that 100 % means all. A dash if there is none. */
export function scoreWords(score: number | undefined): string {
  return score === undefined ? '–' : `${Math.floor(score)} %`;
}

/** Where most would be won by putting things right. */
export interface MostToGain<G> {
  group: G;
  dimension: HealthDimension;
  score: number;
}

/** How many points of the overall score a group loses by a dimension, over all its items. */
function lossOf(
  { items, scores }: Pick<HealthGroup, 'items' | 'scores'>,
  dimension: HealthDimension,
  weight: number,
): number {
  const score = scores[dimension];
  return score === undefined ? 0 : items * weight * (100 - score);
}

/**
 * The group and dimension by which most points are lost: many items that are a bit wrong come
 * before one that is all wrong. Undefined if nothing is lost.
 */
export function mostToGain<G extends Pick<HealthGroup, 'items' | 'scores'>>(
  groups: readonly G[],
  weights: Partial<Record<HealthDimension, number>>,
): MostToGain<G> | undefined {
  let most: MostToGain<G> | undefined;
  let loss = 0;
  for (const group of groups)
    for (const dimension of HEALTH_DIMENSIONS) {
      const here = lossOf(group, dimension, weights[dimension] ?? 0);
      if (here > loss) {
        loss = here;
        most = { group, dimension, score: group.scores[dimension]! };
      }
    }
  return most;
}

/** How groups can be sorted. */
export type GroupSort = 'title' | 'items' | 'findings' | Scored;

/** The value by which a group is sorted; groups without one come last either way. */
function sortValue(
  group: HealthGroup,
  by: Exclude<GroupSort, 'title'>,
): number | undefined {
  if (by === 'items') return group.items;
  if (by === 'findings') return group.findings.total;
  return group.scores[by as keyof HealthScores];
}

/** Groups in an order; equals by title. */
export function sortGroups(
  groups: readonly HealthGroup[],
  by: GroupSort,
  order: 'asc' | 'desc',
): HealthGroup[] {
  const sign = order === 'asc' ? 1 : -1;
  const byTitle = (a: HealthGroup, b: HealthGroup) =>
    a.title.localeCompare(b.title);
  return [...groups].sort((a, b) => {
    if (by === 'title') return sign * byTitle(a, b);
    const [x, y] = [sortValue(a, by), sortValue(b, by)];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined) || byTitle(a, b);
    return sign * (x - y) || byTitle(a, b);
  });
}
