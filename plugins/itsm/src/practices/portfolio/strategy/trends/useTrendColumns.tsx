import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { trendLifecycle } from '@callboard/plugin-itsm-common';
import type { TrendSummary } from '@callboard/plugin-itsm-common';
import { useListColumns, useUsualColumns } from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { trendTranslationRef } from '../translation';
import { ReviewDue } from './ReviewDue';
import { TREND_LIST } from './trendList';
import { confidenceWords, horizonWords, ImpactPill } from './words';

/** The columns of the list, as they were chosen. */
export function useTrendColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<TrendSummary>[] {
  const { t } = useTranslationRef(trendTranslationRef);
  const usual = useUsualColumns<TrendSummary>(trendLifecycle, refs);
  const drawn = useMemo(
    (): RecordColumn<TrendSummary>[] => [
      ...usual,
      {
        id: 'trendImpact',
        label: t('column.impact'),
        width: 140,
        sortsBy: 'trendImpact',
        keepsWhenNarrow: true,
        render: ({ trendImpact }) => <ImpactPill impact={trendImpact} />,
      },
      {
        id: 'trendHorizon',
        label: t('column.horizon'),
        width: 90,
        sortsBy: 'trendHorizon',
        render: ({ trendHorizon }) => horizonWords(trendHorizon),
      },
      {
        id: 'trendConfidence',
        label: t('column.confidence'),
        width: 100,
        sortsBy: 'trendConfidence',
        render: ({ trendConfidence }) => confidenceWords(trendConfidence),
      },
      {
        id: 'reviewAt',
        label: t('column.review'),
        width: 150,
        sortsBy: 'reviewAt',
        render: ({ reviewAt }) => <ReviewDue reviewAt={reviewAt} />,
      },
    ],
    [t, usual],
  );
  return useListColumns(TREND_LIST.type, chosen, drawn, refs);
}
