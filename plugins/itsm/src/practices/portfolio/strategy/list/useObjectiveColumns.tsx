import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  businessObjectiveLifecycle,
  OBJECTIVE_PROGRESS_FIELD,
} from '@callboard/plugin-itsm-common';
import type {
  BusinessObjectiveSummary,
  StrategyPage,
} from '@callboard/plugin-itsm-common';
import {
  RelativeTime,
  useListColumns,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { strategyTranslationRef } from '../translation';
import { ConfidencePill } from '../words/ConfidencePill';
import { Progress } from '../words/Progress';
import { OBJECTIVE_LIST } from './objectiveList';

/** The columns of the list, as they were chosen. */
export function useObjectiveColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
  themes: StrategyPage['themes'] | undefined,
): RecordColumn<BusinessObjectiveSummary>[] {
  const { t } = useTranslationRef(strategyTranslationRef);
  const usual = useUsualColumns<BusinessObjectiveSummary>(
    businessObjectiveLifecycle,
    refs,
  );
  const drawn = useMemo((): RecordColumn<BusinessObjectiveSummary>[] => {
    return [
      ...usual,
      {
        id: 'theme',
        label: t('column.theme'),
        width: 130,
        sortsBy: 'theme',
        render: ({ theme }) =>
          themes?.find(one => one.theme === theme)?.title ?? theme,
      },
      {
        id: OBJECTIVE_PROGRESS_FIELD,
        label: t('column.progress'),
        width: 170,
        sortsBy: OBJECTIVE_PROGRESS_FIELD,
        keepsWhenNarrow: true,
        render: ({ progress }) => <Progress progress={progress} />,
      },
      {
        id: 'confidence',
        label: t('column.confidence'),
        width: 120,
        render: ({ confidence }) => <ConfidencePill confidence={confidence} />,
      },
      {
        id: 'periodTo',
        label: t('column.until'),
        width: 120,
        sortsBy: 'periodTo',
        render: ({ periodTo }) =>
          periodTo && <RelativeTime instant={periodTo} />,
      },
    ];
  }, [t, usual, themes]);
  return useListColumns(OBJECTIVE_LIST.type, chosen, drawn, refs);
}
