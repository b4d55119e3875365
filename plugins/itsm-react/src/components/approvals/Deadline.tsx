import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlarmWarningLine, RiTimeLine } from '@remixicon/react';
import { useNow } from '../../hooks/useNow';
import { Pill } from '../Pill';
import { RelativeTime } from '../text/RelativeTime';
import { approvalTranslationRef } from './translation';

const DAY_MS = 24 * 3_600_000;

/** Until when a decision is wanted; louder the less time there is. */
export function Deadline(props: { dueAt: string }) {
  const { dueAt } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const left = Date.parse(dueAt) - useNow();
  if (left < 0) {
    return (
      <Pill tone="danger" icon={<RiAlarmWarningLine aria-hidden />}>
        {t('deadline.overdue')} · <RelativeTime instant={dueAt} />
      </Pill>
    );
  }
  return (
    <Pill
      tone={left < DAY_MS ? 'warning' : 'neutral'}
      icon={<RiTimeLine aria-hidden />}
    >
      {t('deadline.due')} <RelativeTime instant={dueAt} />
    </Pill>
  );
}
