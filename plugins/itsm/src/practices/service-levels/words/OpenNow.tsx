import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CalendarSummary } from '@callboard/plugin-itsm-common';
import { Pill, useNow } from '@callboard/plugin-itsm-react';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { dayTime, exactTime } from '../clocks/dayTimes';
import { serviceLevelsTranslationRef } from '../translation';

/** Whether people work now by a calendar, and until when that holds. */
export function OpenNow(props: {
  calendar: Pick<CalendarSummary, 'open' | 'changesAt'>;
}) {
  const { open, changesAt } = props.calendar;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const now = useNow();
  const say = () => {
    if (!changesAt) return t(open ? 'open.always' : 'open.never');
    return t(open ? 'open.open' : 'open.closed', {
      at: dayTime(changesAt, now),
    });
  };
  return (
    <Pill
      tone={open ? 'success' : 'neutral'}
      icon={open ? <RiSunLine aria-hidden /> : <RiMoonLine aria-hidden />}
      title={changesAt && exactTime(changesAt)}
    >
      {say()}
    </Pill>
  );
}
