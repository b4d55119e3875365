import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SERVICE_RISK_FIELD,
  SERVICE_SCORE_FIELD,
  serviceLifecycle,
  TIER_LABELS,
  type PortfolioServiceSummary,
} from '@callboard/plugin-itsm-common';
import {
  Pill,
  RefLabel,
  RelativeTime,
  useListColumns,
  useNow,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { RiTimeLine } from '@remixicon/react';
import { useMemo } from 'react';
import { Score } from '../Score';
import styles from '../Register.module.css';
import { shortCostOf, costOf } from '../costOf';
import { portfolioRegisterTranslationRef } from '../translation';
import { isReviewOverdue, SERVICE_LIST } from './serviceList';

/** The title, and that its entity is gone, or its review overdue, if they are. */
const titleOf =
  (words: { gone: string; due: string }, now: number) =>
  (row: PortfolioServiceSummary) =>
    (
      <span title={row.title}>
        {isReviewOverdue(row, now) && (
          <span className={styles.due} title={words.due}>
            <RiTimeLine aria-label={words.due} />
          </span>
        )}
        {row.title}
        {row.entityGone && (
          <em className={styles.gone}>{` · ${words.gone}`}</em>
        )}
      </span>
    );

/** The columns of the list, as they were chosen. */
export function useServiceColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<PortfolioServiceSummary>[] {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const usual = useUsualColumns<PortfolioServiceSummary>(
    serviceLifecycle,
    refs,
  );
  const now = useNow();
  const drawn = useMemo(() => {
    const words = { gone: t('gone'), due: t('reviewOverdue') };
    const instant = (
      id: 'plannedLive',
    ): RecordColumn<PortfolioServiceSummary> => ({
      id,
      label: t(`column.${id}`),
      sortsBy: id,
      width: 124,
      render: row => row[id] && <RelativeTime instant={row[id]!} />,
    });
    const own: RecordColumn<PortfolioServiceSummary>[] = [
      {
        id: 'valueScore',
        label: t('column.valueScore'),
        sortsBy: 'valueScore',
        width: 84,
        render: row => <Score score={row.valueScore} />,
      },
      {
        id: 'riskScore',
        label: t('column.riskScore'),
        sortsBy: 'riskScore',
        width: 84,
        render: row => <Score score={row.riskScore} isBad />,
      },
      {
        id: 'estimatedCost',
        label: t('column.cost'),
        sortsBy: 'estimatedCost',
        width: 100,
        render: row => (
          <span className={styles.number} title={costOf(row)}>
            {shortCostOf(row) ?? '–'}
          </span>
        ),
      },
      {
        id: SERVICE_SCORE_FIELD,
        label: t('column.managed'),
        sortsBy: SERVICE_SCORE_FIELD,
        width: 92,
        render: ({ managed }) => (
          <span className={styles.number} title={t('managedHint')}>
            {managed?.score ?? '–'}
          </span>
        ),
      },
      {
        id: SERVICE_RISK_FIELD,
        label: t('column.highestRisk'),
        sortsBy: SERVICE_RISK_FIELD,
        width: 104,
        render: ({ managed }) => (
          <span className={styles.number} title={t('highestRiskHint')}>
            {managed?.risk ?? '–'}
          </span>
        ),
      },
      {
        id: 'tier',
        label: t('column.tier'),
        sortsBy: 'tier',
        width: 72,
        render: ({ tier }) =>
          tier ? (
            <span title={TIER_LABELS[tier]}>
              {TIER_LABELS[tier].split(',')[0]}
            </span>
          ) : (
            '–'
          ),
      },
      {
        id: 'businessOwnerRef',
        label: t('column.businessOwnerRef'),
        width: 116,
        render: row => (
          <RefLabel entityRef={row.businessOwnerRef} refs={refs} plain />
        ),
      },
      {
        id: 'entityRef',
        label: t('column.entityRef'),
        width: 150,
        render: row =>
          row.entityGone ? (
            <span className={styles.gone}>{t('gone')}</span>
          ) : (
            <RefLabel entityRef={row.entityRef} refs={refs} plain />
          ),
      },
      {
        id: 'customers',
        label: t('column.customers'),
        width: 160,
        render: ({ customers }) => customers?.join(', '),
      },
      {
        id: 'objectives',
        label: t('column.objectives'),
        width: 160,
        render: ({ objectives = [] }) => {
          const served = objectives.map(o => `${o.number} ${o.title}`);
          return (
            <span title={served.join('\n')}>{served.join(', ') || '–'}</span>
          );
        },
      },
      instant('plannedLive'),
      {
        id: 'reviewAt',
        label: t('column.reviewAt'),
        sortsBy: 'reviewAt',
        width: 172,
        render: row =>
          row.reviewAt && (
            <span className={styles.review}>
              <RelativeTime instant={row.reviewAt} />
              {isReviewOverdue(row, now) && (
                <Pill tone="warning" icon={<RiTimeLine />}>
                  {t('overdue')}
                </Pill>
              )}
            </span>
          ),
      },
    ];
    return [
      ...usual.map(column =>
        column.id === 'title'
          ? { ...column, render: titleOf(words, now) }
          : column,
      ),
      ...own,
    ];
  }, [t, refs, usual, now]);
  return useListColumns(SERVICE_LIST.type, chosen, drawn, refs);
}
