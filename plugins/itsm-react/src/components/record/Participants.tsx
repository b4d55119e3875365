import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { Participant } from '@callboard/plugin-itsm-common';
import { RiCloseLine, RiUserAddLine } from '@remixicon/react';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useMe } from '../../hooks/useMe';
import { itsmReactTranslationRef } from '../../translation';
import { RefusalAlert } from '../states/RefusalAlert';
import { RefLabel, refTitle } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import { AddParticipantForm } from './AddParticipantForm';
import { RecordSection } from './RecordLayout';
import styles from './RecordLinks.module.css';
import { recordTranslationRef } from './translation';

/**
 * Who takes part in a record beside owner, assignee and requester. Those who work on it bring
 * people in and take them out; everybody may take out themselves.
 */
export function Participants(props: {
  number: string;
  participants: readonly Participant[];
  refs: Refs | undefined;
  /** Whether the reader works on the record. */
  canEdit: boolean;
  /** Whether only those who take part can read it. */
  restricted?: boolean;
}) {
  const { number, refs, canEdit } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { t: words } = useTranslationRef(recordTranslationRef);
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const remove = useItsmMutation(kernelRoutes.removeParticipant);
  // Named principals stand in the details already, as owner, assignee or requester.
  const shown = props.participants.filter(p => p.role !== 'named');
  return (
    <RecordSection
      title={t('participants.title')}
      actions={
        canEdit &&
        !adding && (
          <ButtonIcon
            variant="tertiary"
            icon={<RiUserAddLine />}
            aria-label={words('people.add')}
            onPress={() => setAdding(true)}
          />
        )
      }
    >
      {shown.length === 0 && !adding && (
        <Text as="p" color="secondary">
          {t('participants.empty')}
        </Text>
      )}
      <ul className={styles.list}>
        {shown.map(({ principalRef, role }) => (
          <li key={`${principalRef} ${role}`} className={styles.row}>
            <span className={styles.words}>
              <RefLabel entityRef={principalRef} refs={refs} />{' '}
              <span className={styles.kind}>
                {t(`participants.roles.${role}`)}
              </span>
            </span>
            {(canEdit || principalRef === me) && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiCloseLine />}
                aria-label={words('people.remove', {
                  who: refTitle(principalRef, refs),
                  role: t(`participants.roles.${role}`),
                })}
                isPending={
                  remove.isPending &&
                  remove.variables?.query?.principalRef === principalRef &&
                  remove.variables?.query?.role === role
                }
                onPress={() =>
                  remove.mutate({
                    params: { id: number },
                    query: { principalRef, role },
                  })
                }
              />
            )}
          </li>
        ))}
      </ul>
      <RefusalAlert error={remove.error} />
      {adding && (
        <AddParticipantForm
          number={number}
          restricted={props.restricted}
          onDone={() => setAdding(false)}
        />
      )}
    </RecordSection>
  );
}
