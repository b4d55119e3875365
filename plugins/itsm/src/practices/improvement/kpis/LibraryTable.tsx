import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { kpiNameWords, kpiWords } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  RefLabel,
  RouterLink,
  Sparkline,
  VerdictPill,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useImprovementAddresses } from '../addresses';
import styles from './Kpis.module.css';
import { latestOf, nowOf } from './told';
import { kpisTranslationRef } from './translation';
import type { LibraryRow } from './useLibraryFilter';

/** Takes no place on a phone, where columns stand below each other. */
const nothing = <span className={styles.nothing}>–</span>;

/** Numbers of a practice: what each asks, how it is, how it went, and who answers for it. */
export function LibraryTable(props: {
  label: string;
  rows: readonly LibraryRow[];
  refs: Refs;
  /** Why there are no values. */
  failure: unknown;
}) {
  const { label, rows, refs, failure } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const addresses = useImprovementAddresses();
  return (
    <AdminTable
      label={label}
      items={rows}
      idOf={({ kpi }) => kpi.key}
      columns={[
        {
          id: 'name',
          label: t('library.column.name'),
          render: ({ kpi }) => (
            <span className={styles.named}>
              <RouterLink to={addresses.kpi(kpi.key)}>
                {kpiNameWords(kpi.name, kpi.statistic)}
              </RouterLink>
              <span className={styles.about}>{kpi.purpose}</span>
              {kpi.awaits && (
                <span className={styles.waits}>
                  {t('library.waitsFor', { awaits: kpi.awaits })}
                </span>
              )}
            </span>
          ),
        },
        {
          id: 'last',
          label: t('library.column.last'),
          align: 'right',
          render: ({ kpi, answer }) => {
            if (kpi.awaits) return '–';
            if (!answer && failure) return errorSentence(failure);
            if (!answer) return <Skeleton width={60} height={16} />;
            const open = nowOf(kpi, answer.series);
            return (
              <>
                <span className={styles.last}>
                  {kpiWords(latestOf(answer.series)?.value, kpi.unit)}
                </span>
                {open && (
                  <span className={styles.open}>
                    {kpiWords(open.value, kpi.unit)} {t('library.now')}
                  </span>
                )}
              </>
            );
          },
        },
        {
          id: 'trend',
          label: t('library.column.trend'),
          render: ({ answer, judged }) =>
            answer && (
              <div className={styles.spark}>
                <Sparkline points={answer.series ?? []} judged={judged} />
              </div>
            ),
        },
        {
          id: 'verdict',
          label: t('library.column.verdict'),
          render: ({ answer, judged }) =>
            answer && <VerdictPill judged={judged} />,
        },
        {
          id: 'target',
          label: t('library.column.target'),
          align: 'right',
          render: ({ kpi }) =>
            kpi.target === undefined ? nothing : kpiWords(kpi.target, kpi.unit),
        },
        {
          id: 'owner',
          label: t('library.column.owner'),
          render: ({ kpi }) =>
            kpi.ownerRef ? (
              <RefLabel entityRef={kpi.ownerRef} refs={refs} />
            ) : (
              nothing
            ),
        },
      ]}
    />
  );
}
