import { beginAfter, beginOf } from '@callboard/plugin-itsm-common';
import type { Initiative, KpiQuestion } from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import { useKpiAnswers, useKpiList } from '../../kpis/useKpis';

/** At least so many windows are shown before now. */
const WINDOWS = 13;

/**
 * The course of the number from its baseline until now, by the definition of the baseline and, where that
 * has changed, by the newest one. Nothing for whoever may not read numbers.
 */
export function useCourse(initiative: Initiative, now: number) {
  const list = useKpiList();
  const info = list.data?.items.find(({ key }) => key === initiative.kpi);
  const zone = list.data?.zone ?? 'UTC';
  const { kpi, kpiWhere, statistic, basis, kpiVersion, baselineFrom } =
    initiative;
  const grain = initiative.measureEvery ?? 'month';
  const questions = useMemo((): KpiQuestion[] => {
    if (!kpi || !info) return [];
    const usual = beginAfter(now, grain, zone, -WINDOWS);
    const began = baselineFrom
      ? beginOf(Date.parse(baselineFrom), grain, zone)
      : usual;
    const question: KpiQuestion = {
      kpi,
      where: kpiWhere,
      statistic,
      basis,
      grain,
      from: new Date(Math.min(usual, began)).toISOString(),
    };
    return kpiVersion !== undefined && kpiVersion !== info.version
      ? [{ ...question, version: kpiVersion }, question]
      : [question];
  }, [
    kpi,
    info,
    kpiWhere,
    statistic,
    basis,
    grain,
    zone,
    kpiVersion,
    baselineFrom,
    now,
  ]);
  const answers = useKpiAnswers(questions);
  return { info, zone, grain, answers };
}
