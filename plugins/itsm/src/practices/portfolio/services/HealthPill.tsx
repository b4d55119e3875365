import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServiceHealth } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
  RiToolsLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { servicesTranslationRef } from './translation';

const LOOKS: Record<ServiceHealth, { tone: Tone; icon: ReactElement }> = {
  down: { tone: 'critical', icon: <RiCloseCircleLine aria-hidden /> },
  degraded: { tone: 'danger', icon: <RiErrorWarningLine aria-hidden /> },
  'at-risk': { tone: 'warning', icon: <RiAlertLine aria-hidden /> },
  maintenance: { tone: 'info', icon: <RiToolsLine aria-hidden /> },
  healthy: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine aria-hidden /> },
};

/** How a service does, as word and shape. */
export function HealthPill(props: { health: ServiceHealth }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { tone, icon } = LOOKS[props.health];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`health.${props.health}`)}
    </Pill>
  );
}
