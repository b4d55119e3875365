import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { boundsOf, kpiWords, verdictOf } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RouterLink,
  VerdictPill,
} from '@callboard/plugin-itsm-react';
import { improvementRouteRef, kpiRouteRef } from '../routes';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { dayIn, isBegun, useOverview, useShown } from './useOverview';

/** Home widget: the leading numbers, and whether they are news. */
export function NumbersWidget() {
  const { t } = useTranslationRef(leadershipTranslationRef);
  const hrefOf = useRouteRef(kpiRouteRef);
  const all = useRouteRef(improvementRouteRef)?.();
  const shownOf = useShown();
  const overview = useOverview();
  const { data, error } = overview;
  return (
    <>
      {overview.isPending && <Skeleton height={180} />}
      {error && (
        <FailureMessage
          small
          error={error}
          onRetry={() => overview.refetch()}
        />
      )}
      {data && !isBegun(data) && (
        <p className={styles.quiet}>
          {t('widget.noNumbers', { day: dayIn(data.firstAt!, data.zone) })}
        </p>
      )}
      {data && isBegun(data) && (
        <ul className={styles.rows} aria-label={t('numbers.title')}>
          {data.numbers.map(number => (
            <li key={number.kpi} className={styles.row}>
              <RouterLink
                className={styles.name}
                to={hrefOf?.({ key: number.kpi }) ?? ''}
              >
                {number.name}
              </RouterLink>
              <span
                className={styles.value}
                title={shownOf(number, data).period}
              >
                {kpiWords(shownOf(number, data).total.value, number.unit)}
              </span>
              <VerdictPill
                judged={verdictOf(number.points, number.direction, {
                  bounds: boundsOf(number.unit),
                })}
              />
            </li>
          ))}
        </ul>
      )}
      {all && (
        <p className={styles.all}>
          <RouterLink to={all}>{t('widget.all')}</RouterLink>
        </p>
      )}
    </>
  );
}
