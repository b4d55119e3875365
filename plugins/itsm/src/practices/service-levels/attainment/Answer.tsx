import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useUrlValues } from '@callboard/plugin-itsm-react';
import { useAgreements } from '../useServiceLevels';
import { percentWords } from './percent';
import { attainmentTranslationRef } from './translation';
import { periodOf, useAttainment } from './useAttainment';

/** Whether promises to customers are kept, in one sentence. */
export function Answer(props: { className: string }) {
  const { t } = useTranslationRef(attainmentTranslationRef);
  const days = periodOf(useUrlValues().get('days'));
  const { data } = useAttainment('service', days, { type: 'sla' });
  const agreements = useAgreements().data?.items;
  if (!data || !agreements || agreements.length === 0) return <></>;
  const { kept, breached, attainment, late } = data.total;
  const running = agreements
    .filter(({ type }) => type === 'sla')
    .reduce((sum, agreement) => sum + agreement.running, 0);
  if (attainment === undefined && late === 0) {
    return (
      <p className={props.className}>
        {t('answer.nothing', { days, running: String(running) })}
      </p>
    );
  }
  return (
    <p className={props.className}>
      {t('answer.inDays', {
        days,
        kept: t('answer.kept', {
          count: kept + breached,
          percent: percentWords(attainment),
        } as never),
      })}
      {late > 0
        ? t('answer.late', { count: late } as never)
        : t('answer.noneLate')}
    </p>
  );
}
