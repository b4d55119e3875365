import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Breach, Review } from '@callboard/plugin-itsm-common';
import {
  refTitle,
  RouterLink,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { HeldWords } from '../attainment/HeldWords';
import { exactTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import { ExplainDialog } from '../explain/ExplainDialog';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

/** What was missed in the month, who had the time, and the way to how it came about. */
export function Missed(props: { review: Review }) {
  const { breaches, breachCount, heldBy, refs, serviceRef } = props.review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const hrefOf = useRecordHref();
  const all = useServiceLevelAddresses().breaches({
    service: serviceRef,
    days: '90',
  });
  const [explained, setExplained] = useState<string>();
  const more = breachCount - breaches.length;
  const Record = ({ record }: Pick<Breach, 'record'>) => {
    const href = hrefOf(record);
    return (
      <>
        {href ? (
          <RouterLink to={href}>{record.number}</RouterLink>
        ) : (
          record.number
        )}
        <span className={styles.about}>{record.title}</span>
      </>
    );
  };
  return (
    <section className={styles.part} aria-labelledby="review-missed">
      <div className={styles.head}>
        <h2 id="review-missed" className={styles.heading}>
          {t('breaches.title')}
        </h2>
        {all && breaches.length > 0 && (
          <RouterLink className={styles.tool} to={all}>
            {t('breaches.all')}
          </RouterLink>
        )}
      </div>
      {breaches.length === 0 && (
        <p className={styles.quiet}>{t('breaches.none')}</p>
      )}
      {breaches.length > 0 && (
        <AdminTable
          label={t('breaches.title')}
          items={breaches}
          idOf={({ id }) => id}
          columns={[
            {
              id: 'record',
              label: t('breaches.record'),
              render: ({ record }) => <Record record={record} />,
            },
            {
              id: 'promise',
              label: t('breaches.promise'),
              render: ({ metric, agreement }) => (
                <>
                  {ts(`metric.${metric}`)}
                  <span className={styles.about}>{agreement.name}</span>
                </>
              ),
            },
            {
              id: 'over',
              label: t('breaches.over'),
              align: 'right',
              render: ({ overBy, goal }) => (
                <>
                  {hoursWords(overBy)}
                  <span className={styles.about}>
                    {ts('clocks.of', { goal: hoursWords(goal) })}
                  </span>
                </>
              ),
            },
            {
              id: 'lateAt',
              label: t('breaches.lateAt'),
              render: ({ lateAt }) => (
                <span title={exactTime(lateAt)}>
                  {new Date(lateAt).toLocaleString(undefined, {
                    day: 'numeric',
                    month: 'short',
                    hour: '2-digit',
                    minute: '2-digit',
                  })}
                </span>
              ),
            },
            {
              id: 'held',
              label: t('breaches.held'),
              render: ({ heldBy: held }) => (
                <HeldWords heldBy={held} refs={refs} />
              ),
            },
          ]}
          actions={({ record, heldBy: held }) =>
            held && (
              <Button
                className={styles.tool}
                size="small"
                variant="tertiary"
                onPress={() => setExplained(record.number)}
              >
                {t('breaches.explain')}
              </Button>
            )
          }
        />
      )}
      {more > 0 && (
        <p className={styles.quiet}>
          {t('breaches.more', { count: more } as never)}
        </p>
      )}
      {heldBy.length > 0 && (
        <p className={styles.heldBy}>
          <strong>{t('breaches.heldTitle')}:</strong>{' '}
          {heldBy
            .map(
              ({ ref, elapsed }) =>
                `${ref ? refTitle(ref, refs) : '–'} ${hoursWords(elapsed)}`,
            )
            .join(', ')}
        </p>
      )}
      {explained && (
        <ExplainDialog
          number={explained}
          onClose={() => setExplained(undefined)}
        />
      )}
    </section>
  );
}
