import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  LIKELIHOODS,
  RISK_CATEGORIES,
  RISK_IMPACTS,
  riskLifecycle,
  TREATMENTS,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle, RiskSummary } from '@callboard/plugin-itsm-common';
import {
  RelativeTime,
  useListColumns,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { LevelPill } from '../LevelPill';
import styles from '../Risks.module.css';
import { risksTranslationRef } from '../translation';
import { RISK_LIST } from './riskList';

/** What a value of a scale or a choice is called. */
export const labelIn = (
  choices: readonly { value: string | number; label: string }[],
  value: string | number | undefined,
): string => choices.find(one => one.value === value)?.label ?? '';

/** Whether the review of a risk is overdue. */
export const isReviewDue = ({
  reviewAt,
  statusCategory,
}: Pick<RiskSummary, 'reviewAt' | 'statusCategory'>): boolean =>
  reviewAt !== undefined &&
  statusCategory !== 'closed' &&
  Date.parse(reviewAt) < Date.now();

/** The columns of the list, as they were chosen. */
export function useRiskColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<RiskSummary>[] {
  const { t } = useTranslationRef(risksTranslationRef);
  const usual = useUsualColumns<RiskSummary>(riskLifecycle as Lifecycle, refs);
  const drawn = useMemo(() => {
    const own: RecordColumn<RiskSummary>[] = [
      {
        id: 'currentScore',
        label: t('column.currentScore'),
        sortsBy: 'currentScore',
        width: 132,
        keepsWhenNarrow: true,
        render: ({ currentScore }) => <LevelPill score={currentScore} />,
      },
      {
        id: 'score',
        label: t('column.score'),
        sortsBy: 'score',
        width: 132,
        render: ({ score }) => <LevelPill score={score} />,
      },
      {
        id: 'likelihood',
        label: t('column.likelihood'),
        sortsBy: 'likelihood',
        width: 120,
        render: ({ likelihood }) => labelIn(LIKELIHOODS, likelihood),
      },
      {
        id: 'impact',
        label: t('column.impact'),
        sortsBy: 'impact',
        width: 110,
        render: ({ impact }) => labelIn(RISK_IMPACTS, impact),
      },
      {
        id: 'treatment',
        label: t('column.treatment'),
        sortsBy: 'treatment',
        width: 100,
        render: ({ treatment }) => labelIn(TREATMENTS, treatment) || '–',
      },
      {
        id: 'riskCategory',
        label: t('column.riskCategory'),
        sortsBy: 'riskCategory',
        width: 130,
        render: ({ riskCategory }) => labelIn(RISK_CATEGORIES, riskCategory),
      },
      {
        id: 'reviewAt',
        label: t('column.reviewAt'),
        sortsBy: 'reviewAt',
        width: 130,
        render: row =>
          row.reviewAt && (
            <span className={isReviewDue(row) ? styles.late : undefined}>
              {isReviewDue(row) && '⚠ '}
              <RelativeTime instant={row.reviewAt} />
            </span>
          ),
      },
      {
        id: 'acceptUntil',
        label: t('column.acceptUntil'),
        sortsBy: 'acceptUntil',
        width: 130,
        render: ({ acceptUntil }) =>
          acceptUntil && <RelativeTime instant={acceptUntil} />,
      },
    ];
    return [...own, ...usual];
  }, [t, usual]);
  return useListColumns(RISK_LIST.type, chosen, drawn, refs);
}
