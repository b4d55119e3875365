import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Outage } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiArrowGoBackLine,
  RiCalendarCheckLine,
  RiCloseCircleFill,
  RiErrorWarningFill,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { outagesTranslationRef } from './translation';

const LOOKS: Record<Outage['kind'], { tone: Tone; icon: ReactElement }> = {
  outage: { tone: 'danger', icon: <RiCloseCircleFill aria-hidden /> },
  degradation: { tone: 'warning', icon: <RiErrorWarningFill aria-hidden /> },
  planned: { tone: 'info', icon: <RiCalendarCheckLine aria-hidden /> },
};

/** How a service was not there; or that it was withdrawn, and counts no more. */
export function KindPill(props: {
  outage: Pick<Outage, 'kind' | 'withdrawnAt'>;
}) {
  const { kind, withdrawnAt } = props.outage;
  const { t } = useTranslationRef(outagesTranslationRef);
  if (withdrawnAt)
    return (
      <Pill tone="neutral" icon={<RiArrowGoBackLine aria-hidden />}>
        {t('withdrawn')}
      </Pill>
    );
  return (
    <Pill tone={LOOKS[kind].tone} icon={LOOKS[kind].icon}>
      {t(`kind.${kind}`)}
    </Pill>
  );
}
