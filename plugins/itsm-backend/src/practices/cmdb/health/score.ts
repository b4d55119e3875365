import {
  HEALTH_DIMENSIONS,
  SEVERITY_WEIGHTS,
  type HealthDimension,
  type HealthScores,
} from '@callboard/plugin-itsm-common';
import type { Check } from './checks/Check';

/** How much each dimension counts in the overall score. */
export type DimensionWeights = Readonly<Record<HealthDimension, number>>;

/** The weight of the checks of a dimension, and of those that failed. */
export interface Weighed {
  total: number;
  failed: number;
}

/** Hundredths, so that sums are exact on every engine. */
export type Hundredths = Partial<Record<HealthDimension | 'overall', number>>;

/**
 * Adds up checks by dimension: each counts as much as its severity, high 3, medium 2, low 1.
 *
 * @param fails - whether a check counts as failed; those whose problems are all excused do not
 */
export function weigh(
  checks: readonly Check[],
  fails: (check: Check) => boolean,
): Record<HealthDimension, Weighed> {
  const weighed = Object.fromEntries(
    HEALTH_DIMENSIONS.map(d => [d, { total: 0, failed: 0 }]),
  ) as Record<HealthDimension, Weighed>;
  for (const check of checks) {
    const weight = SEVERITY_WEIGHTS[check.severity];
    const of = weighed[check.dimension];
    of.total += weight;
    if (fails(check)) of.failed += weight;
  }
  return weighed;
}

/**
 * The score of an item.
 *
 * - In a dimension it is the weight of the checks that pass divided by the weight of all, times 100:
 *   an item that fails one check of weight 3 among checks of weight 12 has 75.
 * - Overall it is the mean of the dimensions, each counting as much as it is configured to.
 * - A dimension without checks has no score and does not count in the mean; without any there is
 *   no overall score: nothing was looked at, which is not the same as all being well.
 * - It is cut, not rounded, so that only an item that fails nothing has 100.
 */
export function scoreOf(
  weighed: Readonly<Record<HealthDimension, Weighed>>,
  weights: DimensionWeights,
): Hundredths {
  const scores: Hundredths = {};
  let sum = 0;
  let count = 0;
  for (const dimension of HEALTH_DIMENSIONS) {
    const { total, failed } = weighed[dimension];
    if (total === 0) continue;
    const score = Math.floor(((total - failed) * 10_000) / total);
    scores[dimension] = score;
    sum += score * weights[dimension];
    count += weights[dimension];
  }
  if (count > 0) scores.overall = Math.floor(sum / count);
  return scores;
}

/** The mean of the scores of many items, of those that have one; each item counts the same. */
export function meanOf(sum: number, count: number): number | undefined {
  return count === 0 ? undefined : Math.floor(sum / count);
}

/** 9,876 hundredths are shown as 98.7. */
export const toShown = (hundredths: number) => Math.floor(hundredths / 10) / 10;

/** Scores as they are shown. */
export function showScores(scores: Hundredths): HealthScores {
  return Object.fromEntries(
    Object.entries(scores)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, toShown(value)]),
  );
}
