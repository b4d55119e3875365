import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DateTime } from 'luxon';
import { changesTranslationRef } from '../translation';
import { windowWords } from './planned';
import type { Span } from './planned';

/** When a change is planned, in the reader's time; the zone is said on hover. */
export function PlannedWindow(
  props: Span & {
    /** Without the weekday, where there is little room. */
    short?: boolean;
  },
) {
  const { start, end, short } = props;
  const { t } = useTranslationRef(changesTranslationRef);
  if (!start && !end) return <>{t('unplanned')}</>;
  const hint = [start, end]
    .filter((at): at is string => Boolean(at))
    .map(at => DateTime.fromISO(at).toLocaleString(DateTime.DATETIME_FULL))
    .join(' – ');
  return (
    <time dateTime={start ?? end} title={hint}>
      {windowWords({ start, end }, undefined, short)}
    </time>
  );
}
