import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { AgreementDetail } from '@callboard/plugin-itsm-common';
import { RelativeTime } from '@callboard/plugin-itsm-react';
import { serviceLevelsTranslationRef } from '../translation';

/** What one must know before one goes by an agreement: that it does not hold, or that parts do nothing. */
export function Standing(props: { agreement: AgreementDetail }) {
  const { standing, next, missingCalendars = [] } = props.agreement;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  return (
    <>
      {standing?.state === 'withdrawn' && (
        <Alert
          status="warning"
          icon
          title={t('agreement.withdrawn', {
            when: <RelativeTime instant={standing.at} />,
          })}
        />
      )}
      {standing?.state === 'planned' && (
        <Alert
          status="info"
          icon
          title={t('agreement.planned', {
            when: <RelativeTime instant={standing.from} />,
          })}
        />
      )}
      {next && (
        <Alert
          status="info"
          icon
          title={t('agreement.next', {
            version: String(next.version),
            when: <RelativeTime instant={next.from} />,
          })}
        />
      )}
      {missingCalendars.map(calendar => (
        <Alert
          key={calendar}
          status="warning"
          icon
          title={t('agreement.noCalendar', { calendar })}
        />
      ))}
    </>
  );
}
