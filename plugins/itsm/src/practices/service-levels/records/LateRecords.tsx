import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { breachingRoutes } from '@callboard/plugin-itsm-common';
import type { BreachingPage } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  refTitle,
  RouterLink,
  useItsmQuery,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { clockName } from '../clocks/clockName';
import { exactTime } from '../clocks/dayTimes';
import type { Answered } from '../clocks/standing';
import { StandingPill } from '../clocks/StandingPill';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './LateRecords.module.css';

type Late = BreachingPage['items'][number];

function Line(props: { late: Late; answered: Answered; refs: Refs }) {
  const { late, answered, refs } = props;
  const { record, clock } = late;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const href = useRecordHref()(record);
  const words = `${record.number} ${record.title}`;
  const who = record.assigneeRef ?? record.ownerRef;
  return (
    <li className={styles.line}>
      <span className={styles.what}>
        {href ? <RouterLink to={href}>{words}</RouterLink> : words}
        <span className={styles.about}>
          {clockName(clock, t, refs)}
          {who && ` · ${refTitle(who, refs)}`}
        </span>
      </span>
      <StandingPill
        clock={clock}
        answered={answered}
        title={t('clocks.due', { at: exactTime(clock.dueAt) })}
      />
    </li>
  );
}

/** Records that are late, or will be, what was due first at the top. */
export function LateRecords(props: {
  /** What is asked of the queue, e.g. the agreement; `within` says how far ahead. */
  query: {
    within: string;
    agreement?: string;
    service?: string;
    team?: string;
    limit: number;
  };
  /** What is said if there are none. */
  none: string;
  /** Where all of them stand. */
  all?: string;
}) {
  const { query, none, all } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { data, error, refetch, dataUpdatedAt } = useItsmQuery(
    breachingRoutes.list,
    { query, live: true },
  );
  if (error && !data)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  if (!data) {
    return (
      <div aria-busy="true">
        <Skeleton height={48} />
      </div>
    );
  }
  if (data.items.length === 0) return <p className={styles.none}>{none}</p>;
  const { late, soon } = data.counts;
  const more = late + soon - data.items.length;
  return (
    <>
      <ul className={styles.lines}>
        {data.items.map(each => (
          <Line
            key={each.record.id}
            late={each}
            answered={{ at: data.at, receivedAt: dataUpdatedAt }}
            refs={data.refs}
          />
        ))}
      </ul>
      {more > 0 && (
        <p className={styles.none}>
          {all ? (
            <RouterLink to={all}>
              {t('late.more', { count: more } as never)}
            </RouterLink>
          ) : (
            t('late.more', { count: more } as never)
          )}
        </p>
      )}
    </>
  );
}
