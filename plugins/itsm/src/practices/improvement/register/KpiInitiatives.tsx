import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  initiativeLifecycle,
  initiativeRoutes,
} from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RouterLink,
  StatusChip,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { initiativeRouteRef, registerRouteRef } from '../routes';
import styles from './KpiInitiatives.module.css';
import { registerTranslationRef } from './translation';
import { Progress } from './words/Progress';

const SHOWN = 5;

/** The initiatives under way that are to move a number, those due first before others. */
export function KpiInitiatives(props: { kpi: string }) {
  const { kpi } = props;
  const { t } = useTranslationRef(registerTranslationRef);
  const hrefOf = useRouteRef(initiativeRouteRef);
  const register = useRouteRef(registerRouteRef)?.();
  const { data } = useItsmQuery(initiativeRoutes.list, {
    query: {
      kpi,
      category: ['open', 'resolved'],
      sort: 'dueAt',
      order: 'asc',
      limit: SHOWN,
    },
    live: true,
  });
  // The way to file one stands at the head of the page; whoever may read none is told nothing.
  if (!data || data.items.length === 0) return null;
  return (
    <RecordSection title={t('ofKpi.title')}>
      <ul className={styles.list}>
        {data.items.map(initiative => (
          <li key={initiative.id} className={styles.row}>
            <RouterLink
              to={hrefOf?.({ number: initiative.number }) ?? ''}
              className={styles.name}
            >
              {`${initiative.number} ${initiative.title}`}
            </RouterLink>
            <StatusChip
              status={initiative.status}
              category={initiative.statusCategory}
              lifecycle={initiativeLifecycle}
            />
            <Progress initiative={initiative} />
          </li>
        ))}
      </ul>
      {register && (
        <p className={styles.all}>
          <RouterLink
            to={`${register}?view=all&kpi=${encodeURIComponent(kpi)}`}
          >
            {t('ofKpi.all')}
          </RouterLink>
        </p>
      )}
    </RecordSection>
  );
}
