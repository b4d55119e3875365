import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CalendarItem } from '@callboard/plugin-itsm-common';
import { useCallback } from 'react';
import { iconOf, itemWords, SIGNS, signsOf } from './looks';
import styles from './Looks.module.css';
import { changeCalendarTranslationRef } from './translation';

/** What an item says in its shape: what kind it is, when it begins, its name, and what it warns of. */
export function ItemLine(props: {
  item: CalendarItem;
  /** When it begins, if that is said. */
  time?: string;
  /** Whether there is room for several lines. */
  tall?: boolean;
}) {
  const { item, time, tall } = props;
  const Icon = iconOf(item);
  return (
    <span className={tall ? `${styles.line} ${styles.tall}` : styles.line}>
      <Icon aria-hidden />
      {/* On several lines it is broken where words end. */}
      {time && <span className={styles.time}>{time}</span>}{' '}
      {signsOf(item).map(sign => {
        const Sign = SIGNS[sign];
        return <Sign key={sign} aria-hidden />;
      })}
      <span className={styles.name}>
        {item.kind === 'change' && (
          <>
            <span className={styles.number}>{item.number}</span>{' '}
          </>
        )}
        {item.title}
      </span>
    </span>
  );
}

/** Says in words what {@link ItemLine} and its ground say in shapes and colours. */
export function useItemWords(): (item: CalendarItem) => string {
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  return useCallback(
    item =>
      itemWords(item, {
        kind: kind => t(`kind.${kind}`),
        sign: sign => t(`legend.${sign}`),
      }),
    [t],
  );
}
