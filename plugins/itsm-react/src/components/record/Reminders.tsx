import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useItsmQuery } from '../../api/useItsmQuery';
import { RefusalAlert } from '../states/RefusalAlert';
import { RelativeTime } from '../text/RelativeTime';
import { RecordSection } from './RecordLayout';
import styles from './RecordLinks.module.css';
import { recordTranslationRef } from './translation';

/** The reader's own reminders of a record that are to come; nothing while there are none. */
export function Reminders(props: { number: string }) {
  const { number } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const { data } = useItsmQuery(kernelRoutes.listReminders, {
    params: { id: number },
    live: true,
  });
  const remove = useItsmMutation(kernelRoutes.removeReminder);
  if (!data?.items.length) return null;
  return (
    <RecordSection title={t('remind.title')}>
      <ul className={styles.list}>
        {data.items.map(({ id, at, note }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>
              <RelativeTime instant={at} />
              {note && <span className={styles.kind}> · {note}</span>}
            </span>
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiDeleteBinLine />}
              aria-label={t('remind.remove', {
                at: DateTime.fromISO(at).toLocaleString(DateTime.DATETIME_MED),
              })}
              isPending={
                remove.isPending && remove.variables?.params?.reminderId === id
              }
              onPress={() =>
                remove.mutate({ params: { id: number, reminderId: id } })
              }
            />
          </li>
        ))}
      </ul>
      <RefusalAlert error={remove.error} />
    </RecordSection>
  );
}
