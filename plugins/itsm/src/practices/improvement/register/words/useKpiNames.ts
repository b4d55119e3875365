import { kpiNameWords } from '@callboard/plugin-itsm-common';
import type { KpiStatistic } from '@callboard/plugin-itsm-common';
import { useCallback } from 'react';
import { useKpiList } from '../../kpis/useKpis';

/** What KPIs are called; by their key for whoever may not read them. */
export function useKpiNames(): (
  key: string,
  statistic?: KpiStatistic,
) => string {
  const { data } = useKpiList();
  return useCallback(
    (key, statistic) => {
      const info = data?.items.find(kpi => kpi.key === key);
      return info ? kpiNameWords(info.name, statistic ?? info.statistic) : key;
    },
    [data],
  );
}
