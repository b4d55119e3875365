import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Breaching } from '@callboard/plugin-itsm-common';
import { PriorityBadge, RefLabel, useNow } from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { clockName } from '../clocks/clockName';
import { dayTime, exactTime } from '../clocks/dayTimes';
import type { Answered } from '../clocks/standing';
import { StandingPill } from '../clocks/StandingPill';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Breaching.module.css';
import { breachingTranslationRef } from './translation';

type Column = RecordColumn<Breaching>;

/** The columns of the queue: first how much time there is, then what it is about. */
export function useBreachingColumns(
  answered: Answered | undefined,
  refs: Refs | undefined,
): Column[] {
  const { t } = useTranslationRef(breachingTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const now = useNow();
  return useMemo((): Column[] => {
    const column = (
      id: 'left' | 'number' | 'title' | 'priority' | 'promise' | 'due',
      width: Column['width'],
      render: Column['render'],
      more: Partial<Column> = {},
    ): Column => ({ id, label: t(`column.${id}`), width, render, ...more });
    return [
      column('left', 176, ({ clock }) =>
        answered ? (
          <StandingPill
            clock={clock}
            answered={answered}
            title={ts('clocks.due', { at: exactTime(clock.dueAt) })}
          />
        ) : null,
      ),
      column('number', 96, ({ record }) => record.number, { isLink: true }),
      column('title', '1fr', ({ record }) => (
        <span title={record.title}>{record.title}</span>
      )),
      column('priority', 88, ({ record }) => (
        <PriorityBadge priority={record.priority} />
      )),
      column('promise', 190, ({ clock }) => (
        <span
          className={styles.promise}
          title={`${clockName(clock, ts, refs)} · ${clock.agreement.name}`}
        >
          {clockName(clock, ts, refs)}
          <span className={styles.about}>{clock.agreement.name}</span>
        </span>
      )),
      column('due', 132, ({ clock }) => (
        <span title={exactTime(clock.dueAt)}>{dayTime(clock.dueAt, now)}</span>
      )),
      {
        id: 'service',
        label: t('column.service'),
        width: 128,
        render: ({ record }) => (
          <RefLabel entityRef={record.serviceRef} refs={refs} plain />
        ),
      },
      {
        id: 'team',
        label: t('column.team'),
        width: 128,
        render: ({ record }) => (
          <RefLabel entityRef={record.ownerRef} refs={refs} plain />
        ),
      },
      {
        id: 'assignee',
        label: t('column.assignee'),
        width: 120,
        render: ({ record }) =>
          record.assigneeRef ? (
            <RefLabel entityRef={record.assigneeRef} refs={refs} plain />
          ) : (
            <span className={styles.nobody}>{t('unassigned')}</span>
          ),
      },
    ];
  }, [t, ts, answered, refs, now]);
}
