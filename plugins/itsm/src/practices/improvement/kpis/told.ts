import { boundsOf, verdictOf } from '@callboard/plugin-itsm-common';
import type {
  Judged,
  KpiAnswer,
  KpiInfo,
  KpiPoint,
} from '@callboard/plugin-itsm-common';

/** Whether the number is of an instant: of what is open, what counts is now. */
export const isLevel = ({ shape }: Pick<KpiInfo, 'shape'>) =>
  shape === 'level' || shape === 'level-age';

/** Whether its groups add up to the whole. */
export function isAdditive(
  { shape }: Pick<KpiInfo, 'shape'>,
  statistic?: string,
): boolean {
  if (shape === 'value') return statistic === 'sum';
  return shape === 'count' || shape === 'level';
}

/** The point that stands for how it is, and that is judged: the last that is complete. */
export function latestOf(
  series: readonly KpiPoint[] = [],
): KpiPoint | undefined {
  return series.filter(({ complete }) => complete).at(-1);
}

/** How it is now, of what is open: that is told beside how it was at the end of the last month. */
export function nowOf(
  info: Pick<KpiInfo, 'shape'>,
  series: readonly KpiPoint[] = [],
): KpiPoint | undefined {
  const last = series.at(-1);
  return isLevel(info) && last?.value !== undefined && !last.complete
    ? last
    : undefined;
}

/**
 * What is to be said of the course of a number: of its whole months, also of what is open now. What is open
 * in the middle of a month is not compared with what is open at the end of one.
 */
export function judgedOf(
  info: Pick<KpiInfo, 'unit' | 'direction'>,
  answer: Pick<KpiAnswer, 'series'> | undefined,
): Judged {
  return verdictOf(answer?.series ?? [], info.direction, {
    bounds: boundsOf(info.unit),
  });
}

/**
 * Parts in the order in which one looks at them: where they add up the largest first, as they come, else
 * the worst. Of equals the one stands first that more is counted of.
 */
export function worstFirst<G extends { total: KpiPoint }>(
  groups: readonly G[],
  direction: KpiInfo['direction'],
): readonly G[] {
  if (direction === 'neutral') return groups;
  const worse = direction === 'up' ? -1 : 1;
  return [...groups].sort((a, b) => {
    const [x, y] = [a.total.value, b.total.value];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined);
    return worse * (y - x) || b.total.count - a.total.count;
  });
}
