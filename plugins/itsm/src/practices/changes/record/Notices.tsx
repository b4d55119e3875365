import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Change } from '@callboard/plugin-itsm-common';
import { choiceLabel } from '../fields';
import { changeRecordTranslationRef } from './translation';

/** What whoever opens the change must know first: why it came back, why it ended, what is odd. */
export function Notices(props: { change: Change }) {
  const { change } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const { status, outcome } = change;
  return (
    <>
      {status === 'draft' && change.sentBackReason && (
        <Alert
          status="warning"
          icon
          title={t('notice.sentBack')}
          description={change.sentBackReason}
        />
      )}
      {status === 'cancelled' && change.cancelReason && (
        <Alert
          status="info"
          icon
          title={t('notice.cancelled')}
          description={change.cancelReason}
        />
      )}
      {status === 'rejected' && (
        <Alert
          status="warning"
          icon
          title={t('notice.rejected')}
          description={t('notice.rejectedNext')}
        />
      )}
      {status === 'scheduled' && change.approval === 'stale' && (
        <Alert
          status="warning"
          icon
          title={t('notice.stale')}
          description={t('notice.staleNext')}
        />
      )}
      {outcome && ['review', 'closed'].includes(status) && (
        <Alert
          status={outcome === 'successful' ? 'success' : 'warning'}
          icon
          title={t('notice.outcome', {
            outcome: choiceLabel('outcome', outcome),
          })}
          description={change.outcomeNote}
        />
      )}
      {change.warnings.map(({ field, message }) => (
        <Alert
          key={`${field} ${message}`}
          status="warning"
          icon
          title={message}
        />
      ))}
    </>
  );
}
