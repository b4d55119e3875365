import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DEMAND_POINTS_FIELD,
  DEMAND_SCORE_FIELD,
  DEMAND_SOURCES,
  demandLifecycle,
} from '@callboard/plugin-itsm-common';
import type { DemandSummary, Lifecycle } from '@callboard/plugin-itsm-common';
import {
  RelativeTime,
  useListColumns,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { demandTranslationRef } from '../translation';
import { DEMAND_LIST } from './demandList';

/** The columns of the list, as they were chosen. */
export function useDemandColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<DemandSummary>[] {
  const { t } = useTranslationRef(demandTranslationRef);
  const usual = useUsualColumns<DemandSummary>(
    demandLifecycle as Lifecycle,
    refs,
  );
  const drawn = useMemo(() => {
    const number = (
      id: string,
      label: string,
      of: (row: DemandSummary) => string,
    ): RecordColumn<DemandSummary> => ({
      id,
      label,
      sortsBy: id,
      width: 84,
      align: 'right',
      keepsWhenNarrow: true,
      render: of,
    });
    const own: RecordColumn<DemandSummary>[] = [
      number(DEMAND_SCORE_FIELD, t('column.score'), ({ score }) =>
        score.score === undefined ? '–' : score.score.toFixed(1),
      ),
      number(DEMAND_POINTS_FIELD, t('column.points'), ({ points }) =>
        String(points),
      ),
      {
        id: 'whoFor',
        label: t('column.whoFor'),
        width: 170,
        render: ({ whoFor = '' }) => <span title={whoFor}>{whoFor}</span>,
      },
      {
        id: 'source',
        label: t('column.source'),
        width: 120,
        render: ({ source }) =>
          DEMAND_SOURCES.find(({ value }) => value === source)?.label ?? '',
      },
      {
        id: 'customers',
        label: t('column.customers'),
        sortsBy: 'customers',
        width: 100,
        align: 'right',
        render: ({ customers }) => customers?.toLocaleString() ?? '',
      },
      {
        id: 'desiredBy',
        label: t('column.desiredBy'),
        sortsBy: 'desiredBy',
        width: 120,
        render: ({ desiredBy }) =>
          desiredBy && <RelativeTime instant={desiredBy} />,
      },
    ];
    return [...own, ...usual];
  }, [t, usual]);
  return useListColumns(DEMAND_LIST.type, chosen, drawn, refs);
}
