import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Breaching } from '@callboard/plugin-itsm-common';
import { PriorityBadge, refTitle, useNow } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { clockName } from '../clocks/clockName';
import { dayTime } from '../clocks/dayTimes';
import type { Answered } from '../clocks/standing';
import { StandingPill } from '../clocks/StandingPill';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Breaching.module.css';

/** A record of the queue on a phone. */
export function BreachingCard(props: {
  item: Breaching;
  answered: Answered | undefined;
  refs: Refs | undefined;
}) {
  const { item, answered, refs } = props;
  const { record, clock } = item;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const now = useNow();
  const who = record.assigneeRef ?? record.ownerRef;
  return (
    <>
      <div className={styles.top}>
        {answered && <StandingPill clock={clock} answered={answered} />}
        <PriorityBadge priority={record.priority} />
      </div>
      <div className={styles.name}>
        <span className={styles.number}>{record.number}</span> {record.title}
      </div>
      <div className={styles.foot}>
        <span>{clockName(clock, t, refs)}</span>
        <span>{t('clocks.due', { at: dayTime(clock.dueAt, now) })}</span>
        {who && <span>{refTitle(who, refs)}</span>}
      </div>
    </>
  );
}
