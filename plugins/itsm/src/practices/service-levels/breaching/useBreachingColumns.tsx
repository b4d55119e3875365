import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Breaching } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RefLabel,
  refTitle,
  useNow,
} from '@callboard/plugin-itsm-react';
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
type ColumnId =
  | 'left'
  | 'number'
  | 'title'
  | 'priority'
  | 'promise'
  | 'due'
  | 'service'
  | 'who';

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
      id: ColumnId,
      width: Column['width'],
      render: Column['render'],
      more: Partial<Column> = {},
    ): Column => ({ id, label: t(`column.${id}`), width, render, ...more });
    return [
      column('left', 180, ({ clock }) =>
        answered ? (
          <StandingPill
            clock={clock}
            answered={answered}
            title={ts('clocks.due', { at: exactTime(clock.dueAt) })}
          />
        ) : null,
      ),
      column('number', 92, ({ record }) => record.number, { isLink: true }),
      column('title', '1fr', ({ record }) => (
        <span title={record.title}>{record.title}</span>
      )),
      column('priority', 132, ({ record }) => (
        <PriorityBadge priority={record.priority} />
      )),
      column('promise', 160, ({ clock }) => {
        const name = clockName(clock, ts, refs);
        return <span title={`${name} · ${clock.agreement.name}`}>{name}</span>;
      }),
      column('due', 96, ({ clock }) => (
        <span title={exactTime(clock.dueAt)}>{dayTime(clock.dueAt, now)}</span>
      )),
      column('service', 124, ({ record }) => (
        <RefLabel entityRef={record.serviceRef} refs={refs} plain />
      )),
      column('who', 140, ({ record }) =>
        record.assigneeRef ? (
          <RefLabel entityRef={record.assigneeRef} refs={refs} plain />
        ) : (
          <span className={styles.nobody}>
            {record.ownerRef ? refTitle(record.ownerRef, refs) : t('nobody')}
          </span>
        ),
      ),
    ];
  }, [t, ts, answered, refs, now]);
}
