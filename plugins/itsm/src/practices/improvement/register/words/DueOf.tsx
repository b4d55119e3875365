import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { InitiativeSummary } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useState } from 'react';
import { registerTranslationRef } from '../translation';

/** The year is said where it is another one. */
const dayOf = (instant: string, now: number) => {
  const day = new Date(instant);
  const isThisYear = day.getFullYear() === new Date(now).getFullYear();
  return day.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
  });
};

/** By when it is to be achieved; a warning once that has passed and it is not. */
export function DueOf(props: {
  initiative: Pick<InitiativeSummary, 'dueAt' | 'statusCategory'>;
}) {
  const { dueAt, statusCategory } = props.initiative;
  const { t } = useTranslationRef(registerTranslationRef);
  const [now] = useState(() => Date.now());
  if (!dueAt) return null;
  const day = dayOf(dueAt, now);
  if (statusCategory !== 'open' || Date.parse(dueAt) > now) return <>{day}</>;
  return (
    <Pill
      tone="warning"
      icon={<RiAlarmWarningLine aria-hidden />}
      title={t('late', { when: day })}
    >
      {day}
    </Pill>
  );
}
