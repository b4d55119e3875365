import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  serviceLifecycle,
  TIER_LABELS,
  type PortfolioServiceSummary,
} from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  useListColumns,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { Score } from '../Score';
import styles from '../Register.module.css';
import { shortCostOf, costOf } from '../costOf';
import { portfolioRegisterTranslationRef } from '../translation';
import { SERVICE_LIST } from './serviceList';

/** The title, and that its entity is gone, if it is. */
const titleOf = (gone: string) => (row: PortfolioServiceSummary) =>
  (
    <span title={row.title}>
      {row.title}
      {row.entityGone && <em className={styles.gone}>{` · ${gone}`}</em>}
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
  const drawn = useMemo(() => {
    const instant = (
      id: 'plannedLive' | 'reviewAt',
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
          const words = objectives.map(o => `${o.number} ${o.title}`);
          return (
            <span title={words.join('\n')}>{words.join(', ') || '–'}</span>
          );
        },
      },
      instant('plannedLive'),
      instant('reviewAt'),
    ];
    return [
      ...usual.map(column =>
        column.id === 'title'
          ? { ...column, render: titleOf(t('gone')) }
          : column,
      ),
      ...own,
    ];
  }, [t, refs, usual]);
  return useListColumns(SERVICE_LIST.type, chosen, drawn, refs);
}
