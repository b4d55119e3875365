import { DateTime } from 'luxon';
import { useMemo, useSyncExternalStore } from 'react';
import { clock } from '../../hooks/clock';

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
  const { instant } = props;
  // As time passes it is drawn again only when its words change.
  const words = useSyncExternalStore(clock.subscribe, () =>
    relativeWords(instant, clock.now()),
  );
  const exact = useMemo(
    () =>
      DateTime.fromISO(instant).toLocaleString(
        DateTime.DATETIME_FULL_WITH_SECONDS,
      ),
    [instant],
  );
  return (
    <time dateTime={instant} title={exact} style={{ whiteSpace: 'nowrap' }}>
      {words}
    </time>
  );
}
