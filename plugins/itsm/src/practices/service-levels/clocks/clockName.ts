import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import type { ServiceLevelWords } from '../translation';
import type { ShownClock } from './standing';

/** What a clock is called: what is promised, and by whom if it is not the customer's. */
export function clockName(
  clock: Pick<ShownClock, 'id' | 'type' | 'metric' | 'groupRef'>,
  t: ServiceLevelWords,
  refs?: Refs,
): string {
  const metric = t(`metric.${clock.metric}`);
  if (clock.type === 'uc') return t('clocks.nameUc', { metric });
  if (clock.type === 'sla') return metric;
  // Lists know the group by the clock's id alone: ola:resolution:group:default/payments.
  const group = clock.groupRef ?? clock.id.split(':').slice(2).join(':');
  return group
    ? t('clocks.nameOla', { metric, group: refTitle(group, refs) })
    : metric;
}
