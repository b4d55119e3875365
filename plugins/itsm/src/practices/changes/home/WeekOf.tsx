import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  useItsmQuery,
  useNow,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { CHANGE_QUEUES } from '../list/changeList';
import { ChangeRows } from '../words/ChangeRow';
import { byDay } from './byDay';
import styles from './ChangesHome.module.css';
import { changesHomeTranslationRef } from './translation';

const SHOWN = 40;
const { params, filter, sort } = CHANGE_QUEUES.week;

/** What is planned for the next days, by the reader's days. */
export function WeekOf(props: {
  /** Narrows it, e.g. to the reader's teams. */
  query?: QueryValues;
  none?: string;
}) {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const now = DateTime.fromMillis(useNow());
  const week = useItsmQuery(changeRoutes.list, {
    query: {
      ...params,
      filter: JSON.stringify(filter),
      sort: sort.by,
      order: sort.order,
      limit: SHOWN,
      ...props.query,
    },
    live: true,
  });
  const { items, refs, pageInfo } = week.data ?? {};
  const wordsOf = (day: DateTime) => {
    if (day.hasSame(now, 'day')) return t('week.today');
    if (day.hasSame(now.plus({ days: 1 }), 'day')) return t('week.tomorrow');
    return day.toLocaleString({ weekday: 'long' });
  };
  return (
    <>
      {week.isPending && <Skeleton height={160} />}
      {week.error && !items && (
        <FailureMessage
          small
          error={week.error}
          onRetry={() => week.refetch()}
        />
      )}
      {items?.length === 0 &&
        (props.none ? (
          <Text as="p" color="secondary">
            {props.none}
          </Text>
        ) : (
          <Message small title={t('week.none')}>
            {t('week.noneNext')}
          </Message>
        ))}
      {byDay(items ?? [], now).map(({ key, day, items: changes }) => (
        <div key={key} className={styles.part}>
          <h3 className={styles.heading}>
            {wordsOf(day)}
            <span className={styles.when}>
              {day.toLocaleString({ day: 'numeric', month: 'long' })}
            </span>
          </h3>
          <ChangeRows changes={changes} refs={refs} />
        </div>
      ))}
      {pageInfo?.nextCursor && (
        <p className={styles.more}>
          {t('week.more', { shown: String(items?.length ?? 0) })}
        </p>
      )}
    </>
  );
}
