import { DateTime } from 'luxon';
import { useNow } from '../../hooks/useNow';

const MONTH_MS = 30 * 24 * 3600 * 1000;

/** Says when something was as people say it: `3 minutes ago`; after a month, the date. */
export function relativeWords(instant: string, now: number): string {
  const at = DateTime.fromISO(instant);
  const distance = Math.abs(now - at.toMillis());
  if (distance > MONTH_MS) return at.toLocaleString(DateTime.DATE_MED);
  if (distance < 60_000) return 'just now';
  return at.toRelative({ base: DateTime.fromMillis(now) }) ?? instant;
}

/** An instant said relatively, with the exact one in the reader's time zone on hover. */
export function RelativeTime(props: { instant: string }) {
  const now = useNow();
  const exact = DateTime.fromISO(props.instant).toLocaleString(
    DateTime.DATETIME_FULL_WITH_SECONDS,
  );
  return (
    <time
      dateTime={props.instant}
      title={exact}
      style={{ whiteSpace: 'nowrap' }}
    >
      {relativeWords(props.instant, now)}
    </time>
  );
}
