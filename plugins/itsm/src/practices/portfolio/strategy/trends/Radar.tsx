import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, useBreakpoint } from '@backstage/ui';
import {
  TREND_HORIZONS,
  TREND_IMPACTS,
  trendRoutes,
} from '@callboard/plugin-itsm-common';
import type { TrendSummary } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  FailureMessage,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import { trendRouteRef } from '../../routes';
import styles from '../Strategy.module.css';
import { trendTranslationRef } from '../translation';
import { ImpactPill } from './words';

/** As many as can be overlooked. */
const ASKED = 200;
const SHOWN = 6;

function Cell(props: {
  label: string;
  /** When it matters, where no heading says so. */
  when: string;
  trends: readonly TrendSummary[];
}) {
  const { label, when, trends } = props;
  const { t } = useTranslationRef(trendTranslationRef);
  const hrefOf = useRouteRef(trendRouteRef);
  const more = trends.length - SHOWN;
  return (
    <div className={styles.radarCell} role="group" aria-label={label}>
      <span className={styles.radarLabel}>{when}</span>
      {trends.length === 0 && (
        <span className={styles.nothing}>{t('radar.nothing')}</span>
      )}
      <ul>
        {trends.slice(0, SHOWN).map(({ id, number, title }) => {
          const href = hrefOf?.({ number });
          return (
            <li key={id}>{href ? <Link href={href}>{title}</Link> : title}</li>
          );
        })}
      </ul>
      {more > 0 && (
        <span className={styles.hint}>{t('radar.more', { count: more })}</span>
      )}
    </div>
  );
}

/** Which trends matter when, for good or bad. It is a table of words; the list below has the rest. */
export function Radar() {
  const { t } = useTranslationRef(trendTranslationRef);
  const narrow = useBreakpoint().down('sm');
  const { data, error, isPending, refetch } = useItsmQuery(trendRoutes.list, {
    query: { category: ['open'], limit: ASKED } as never,
    live: true,
  });
  if (isPending)
    return (
      <>
        <Skeleton height={narrow ? 517 : 183} />
        <Awaited />
      </>
    );
  if (!data)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  const { items } = data;
  if (items.length === 0) return null;
  return (
    <RecordSection title={t('radar.title')}>
      <div className={styles.radar}>
        <span className={styles.radarCorner} />
        {TREND_HORIZONS.map(({ value, label }) => (
          <span
            key={value}
            className={`${styles.radarHead} ${styles.radarCorner}`}
          >
            {label}
          </span>
        ))}
        {TREND_IMPACTS.map(impact => (
          <Fragment key={impact.value}>
            <span className={styles.radarImpact}>
              <ImpactPill impact={impact.value} />
            </span>
            {TREND_HORIZONS.map(horizon => (
              <Cell
                key={horizon.value}
                label={`${impact.label}, ${horizon.label}`}
                when={horizon.label}
                trends={items.filter(
                  one =>
                    one.trendImpact === impact.value &&
                    one.trendHorizon === horizon.value,
                )}
              />
            ))}
          </Fragment>
        ))}
      </div>
    </RecordSection>
  );
}
