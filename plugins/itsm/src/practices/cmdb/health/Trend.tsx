import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import {
  RiArrowRightDownLine,
  RiArrowRightLine,
  RiArrowRightUpLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { ciHealthTranslationRef } from './translation';
import styles from './Trend.module.css';

/** How much a score changed since a day, in points; nothing where no day was kept. */
export function Trend(props: {
  change: number | undefined;
  since: string;
  /** The number alone; the words are for who cannot see it. */
  brief?: boolean;
}) {
  const { change, since, brief } = props;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  if (change === undefined) return null;
  const day = DateTime.fromISO(since).toLocaleString({
    day: 'numeric',
    month: 'short',
  });
  const points = Math.abs(change).toFixed(1);
  const way = change > 0 ? 'up' : 'down';
  const direction = change === 0 ? 'same' : way;
  const Icon = {
    up: RiArrowRightUpLine,
    down: RiArrowRightDownLine,
    same: RiArrowRightLine,
  }[direction];
  const words = t(`trend.${direction}`, { points, day });
  return (
    <span
      className={styles.trend}
      data-direction={direction}
      title={brief ? words : undefined}
    >
      <Icon size={16} aria-hidden />
      {brief ? (
        <>
          <span aria-hidden>{direction === 'same' ? '0.0' : points}</span>
          <VisuallyHidden>{words}</VisuallyHidden>
        </>
      ) : (
        words
      )}
    </span>
  );
}
