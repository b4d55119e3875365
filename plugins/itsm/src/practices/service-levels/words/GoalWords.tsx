import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AgreementSummary,
  CalendarSummary,
} from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './GoalWords.module.css';
import { useConditionWords } from './useConditionWords';

/** The goals of a promise in words, in the order in which they are tried. */
export function GoalWords(props: {
  agreement: Pick<AgreementSummary, 'recordTypes'>;
  target: Pick<AgreementSummary['targets'][number], 'goals'>;
  calendars: readonly CalendarSummary[] | undefined;
}) {
  const { agreement, target, calendars } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const words = useConditionWords(agreement.recordTypes);
  const addresses = useServiceLevelAddresses();
  const last = target.goals.length - 1;
  const conditionOf = (
    when: Record<string, unknown> | undefined,
    i: number,
  ) => {
    if (when) return t('goal.when', { condition: words.line(when) });
    return i > 0 && i === last ? t('goal.otherwise') : t('goal.always');
  };
  return (
    <ol className={styles.goals}>
      {target.goals.map(({ when, within, calendar }, i) => {
        const page = addresses.calendar(calendar);
        const name =
          calendars?.find(({ key }) => key === calendar)?.name ?? calendar;
        return (
          <li key={i}>
            <span className={styles.time}>{hoursWords(within)}</span>
            <span className={styles.when}>{conditionOf(when, i)}</span>
            <span className={styles.by}>
              {page ? <RouterLink to={page}>{name}</RouterLink> : name}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
