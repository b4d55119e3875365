import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { transitionRoutes } from '@callboard/plugin-itsm-common';
import type { Milestone } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Design.module.css';
import { designTranslationRef } from './translation';

/** Says that a change belongs to a milestone. */
export function LinkChangeDialog(props: {
  number: string;
  milestone: Milestone;
  onClose: () => void;
}) {
  const { number, milestone, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const [change, setChange] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    transitionRoutes.linkChange,
  );
  const submit = () => {
    setTried(true);
    if (!change.trim() || isPending) return;
    mutate(
      {
        params: { id: number, milestone: milestone.id },
        body: { change: change.trim() },
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={460}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>
        {t('form.linkTitle', { title: milestone.title ?? t('plan.erased') })}
      </DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <TextField
            label={t('form.change')}
            placeholder="CHG-1042"
            value={change}
            maxLength={40}
            onChange={setChange}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && !change.trim() ? t('form.missing') : undefined,
            )}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('form.linkDo')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('form.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
