import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, Select } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { ParticipantRole } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { problemProps } from '../fields/FieldInput';
import { SubmitKeys } from '../fields/SubmitKeys';
import { UserPicker } from '../pickers/EntityPicker';
import { RefusalAlert } from '../states/RefusalAlert';
import styles from './RecordLinks.module.css';
import { recordTranslationRef } from './translation';

/** The roles that people are given by hand; the others follow from what they do. */
const ROLES: readonly ParticipantRole[] = ['collaborator', 'watcher'];

/** Brings somebody into a record. */
export function AddParticipantForm(props: {
  number: string;
  restricted?: boolean;
  onDone: () => void;
}) {
  const { number, restricted, onDone } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const { t: words } = useTranslationRef(itsmReactTranslationRef);
  const [who, setWho] = useState<string>();
  const [role, setRole] = useState<ParticipantRole>('collaborator');
  const [canRead, setCanRead] = useState(true);
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    kernelRoutes.addParticipant,
  );
  // Watching a restricted record gives no access to it.
  const asksRead = restricted && role !== 'watcher';
  const submit = () => {
    setTried(true);
    if (!who || isPending) return;
    mutate(
      {
        params: { id: number },
        body: {
          principalRef: who,
          role,
          ...(asksRead && canRead && { canRead }),
        },
      },
      { onSuccess: onDone },
    );
  };
  return (
    <SubmitKeys className={styles.form} onSubmit={submit}>
      <UserPicker
        label={t('people.who')}
        description={t('people.whoHint')}
        value={who}
        onChange={setWho}
        {...focusOnOpen()}
        {...problemProps(tried && !who ? t('people.missing') : undefined)}
      />
      <Select
        label={t('people.role')}
        options={ROLES.map(id => ({
          id,
          label: words(`participants.roles.${id}`),
        }))}
        value={role}
        onChange={key => setRole(key as ParticipantRole)}
      />
      {asksRead && (
        <Checkbox isSelected={canRead} onChange={setCanRead}>
          {t('people.canRead')}
        </Checkbox>
      )}
      <RefusalAlert error={error} />
      <div className={styles.buttons}>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('people.add')}
        </Button>
        <Button variant="tertiary" onPress={onDone}>
          {words('property.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
