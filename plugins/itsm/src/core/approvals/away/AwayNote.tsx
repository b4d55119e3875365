import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import { refTitle, useItsmQuery, useNow } from '@callboard/plugin-itsm-react';
import { RiCalendarCloseLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import styles from '../Approvals.module.css';
import { approvalsTranslationRef } from '../translation';
import { AwayDialog } from './AwayDialog';

const words = (instant: string) =>
  DateTime.fromISO(instant).toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

/** Whether the reader is away, who decides for them, and whom they stand in for. */
export function AwayNote() {
  const { t } = useTranslationRef(approvalsTranslationRef);
  const [open, setOpen] = useState(false);
  const { data } = useItsmQuery(approvalRoutes.myAbsence);
  const now = useNow();
  const kept = data?.absence;
  // One that is over need not be taken back.
  const absence = kept && Date.parse(kept.to) > now ? kept : undefined;
  const refs = data?.refs;
  return (
    <>
      <span className={styles.away}>
        {data?.standsInFor.map(({ principalRef, to }) => (
          <Text key={principalRef} color="secondary" variant="body-small">
            {t('away.standIn', {
              who: refTitle(principalRef, refs),
              at: words(to),
            })}
          </Text>
        ))}
        {absence && (
          <Text variant="body-small">
            {Date.parse(absence.from) <= now
              ? t('away.now', { at: words(absence.to) })
              : t('away.soon', {
                  from: words(absence.from),
                  to: words(absence.to),
                })}{' '}
            {absence.delegateRef
              ? t('away.by', { who: refTitle(absence.delegateRef, refs) })
              : t('away.nobody')}
          </Text>
        )}
      </span>
      <Button
        variant="secondary"
        iconStart={<RiCalendarCloseLine />}
        isDisabled={!data}
        onPress={() => setOpen(true)}
      >
        {absence ? t('away.change') : t('away.action')}
      </Button>
      {open && <AwayDialog absence={absence} onClose={() => setOpen(false)} />}
    </>
  );
}
