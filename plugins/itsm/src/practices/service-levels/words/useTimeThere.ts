import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { thresholdTranslationRef } from './translation';
import { timeThere, zoneName } from './zoneTimes';

/** `15:10 in Berlin`, where that is not what the reader's clock shows. */
export function useTimeThere(
  instant: string | undefined,
  zone: string | undefined,
): string | undefined {
  const { t } = useTranslationRef(thresholdTranslationRef);
  const time = instant && timeThere(instant, zone);
  return time ? t('also', { time, zone: zoneName(zone!) }) : undefined;
}
