import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AlertSeverity } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import { RiAlarmWarningFill, RiCoupon3Line } from '@remixicon/react';
import { objectivesTranslationRef } from './translation';

/** Whether somebody gets up for an alert. */
export function SeverityPill({ severity }: { severity: AlertSeverity }) {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const isPage = severity === 'page';
  return (
    <Pill
      tone={isPage ? 'danger' : 'warning'}
      icon={
        isPage ? (
          <RiAlarmWarningFill aria-hidden />
        ) : (
          <RiCoupon3Line aria-hidden />
        )
      }
    >
      {t(`severity.${severity}`)}
    </Pill>
  );
}
