import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { KpiAnswer } from '@callboard/plugin-itsm-common';
import { PeriodCompare, RecordSection } from '@callboard/plugin-itsm-react';
import { kpisTranslationRef } from './translation';
import type { Compare } from './useKpiQuestion';

/** The number beside that of an earlier time. */
export function Compared(props: { compare: Compare; answer: KpiAnswer }) {
  const { compare, answer } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const title = t(`page.compared.${compare}`);
  return (
    <RecordSection title={title}>
      <PeriodCompare
        hideTitle
        title={title}
        unit={answer.unit}
        zone={answer.zone}
        now={answer.total}
        then={answer.compared!}
      />
    </RecordSection>
  );
}
