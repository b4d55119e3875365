import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { Participant } from '@callboard/plugin-itsm-common';
import { RiEyeLine } from '@remixicon/react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useMe } from '../../hooks/useMe';
import { itsmReactTranslationRef } from '../../translation';
import { RefusalAlert } from '../states/RefusalAlert';
import { RefLabel } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import { RecordSection } from './RecordLayout';
import styles from './RecordLinks.module.css';

/** Who takes part in a record beside owner, assignee and requester; anybody may watch. */
export function Participants(props: {
  number: string;
  participants: readonly Participant[];
  refs: Refs | undefined;
}) {
  const { number, refs } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const me = useMe();
  const watch = useItsmMutation(kernelRoutes.addParticipant);
  // Named principals stand in the details already, as owner, assignee or requester.
  const shown = props.participants.filter(p => p.role !== 'named');
  const watching = shown.some(
    p => p.role === 'watcher' && p.principalRef === me,
  );
  return (
    <RecordSection
      title={t('participants.title')}
      actions={
        me &&
        !watching && (
          <Button
            variant="tertiary"
            iconStart={<RiEyeLine />}
            isPending={watch.isPending}
            onPress={() =>
              watch.mutate({
                params: { id: number },
                body: { principalRef: me, role: 'watcher' },
              })
            }
          >
            {t('participants.watch')}
          </Button>
        )
      }
    >
      {shown.length === 0 && (
        <Text as="p" color="secondary">
          {t('participants.empty')}
        </Text>
      )}
      <ul className={styles.list}>
        {shown.map(p => (
          <li key={`${p.principalRef} ${p.role}`} className={styles.words}>
            <RefLabel entityRef={p.principalRef} refs={refs} />{' '}
            <span className={styles.kind}>
              {t(`participants.roles.${p.role}`)}
            </span>
          </li>
        ))}
      </ul>
      <RefusalAlert error={watch.error} />
    </RecordSection>
  );
}
