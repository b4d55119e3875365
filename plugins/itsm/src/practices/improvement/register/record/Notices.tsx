import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type {
  Initiative,
  InitiativeMeasures,
} from '@callboard/plugin-itsm-common';
import { valueWords } from '../words/progress';
import { dayWords } from './dayWords';
import { initiativeTranslationRef } from './translation';

/** What whoever opens the initiative must know first. */
export function Notices(props: {
  initiative: Initiative;
  measures: InitiativeMeasures | undefined;
}) {
  const { initiative, measures } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const { status, slips = 0, watchUntil, abandonReason } = initiative;
  const newest = measures?.newestBaseline;
  return (
    <>
      {status === 'abandoned' && (
        <Alert
          status="info"
          icon
          title={t('notice.abandoned')}
          description={abandonReason}
        />
      )}
      {status === 'implement' && slips > 0 && (
        <Alert
          status="warning"
          icon
          title={t('notice.slipped', {
            times:
              slips === 1 ? t('once') : t('times', { count: slips } as never),
          })}
          description={t('notice.slippedNext')}
        />
      )}
      {status === 'achieved' && watchUntil && (
        <Alert
          status="success"
          icon
          title={t('notice.achieved', { day: dayWords(watchUntil) })}
          description={t('notice.achievedNext')}
        />
      )}
      {status === 'closed' && (
        <Alert status="success" icon title={t('notice.closed')} />
      )}
      {measures?.fault && (
        <Alert
          status="danger"
          icon
          title={t('notice.failed')}
          description={measures.fault}
        />
      )}
      {newest && initiative.kpiVersion !== undefined && (
        <Alert
          status="info"
          icon
          title={t('notice.definition')}
          description={t('notice.definitionNext', {
            then: String(initiative.kpiVersion),
            now: String(newest.version),
            baseline: valueWords(newest.value, initiative.kpiUnit),
            what: newest.what ?? '',
          })}
        />
      )}
    </>
  );
}
