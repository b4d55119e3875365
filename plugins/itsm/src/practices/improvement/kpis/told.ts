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

/** The point that stands for how it is: the last that is complete, of what is open the last. */
export function latestOf(
  info: Pick<KpiInfo, 'shape'>,
  series: readonly KpiPoint[] = [],
): KpiPoint | undefined {
  const told = isLevel(info)
    ? series
    : series.filter(({ complete }) => complete);
  return told[told.length - 1];
}

/**
 * What is to be said of the course of a number. What is open now is as true as what was open at the end
 * of a month: it is judged, too.
 */
export function judgedOf(
  info: Pick<KpiInfo, 'unit' | 'direction' | 'shape'>,
  answer: Pick<KpiAnswer, 'series'> | undefined,
): Judged {
  const series = answer?.series ?? [];
  return verdictOf(
    isLevel(info)
      ? series.map(({ value }) => ({ value, complete: true }))
      : series,
    info.direction,
    { bounds: boundsOf(info.unit) },
  );
}
