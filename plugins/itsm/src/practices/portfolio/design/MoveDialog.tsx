import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type { DesignSection } from '@callboard/plugin-itsm-common';
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

/** A move that says why: sending a section back, or doing without it. */
export function MoveDialog(props: {
  number: string;
  section: DesignSection;
  move: 'send-back' | 'not-needed';
  onClose: () => void;
}) {
  const { number, section, move, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(designRoutes.move);
  const title =
    move === 'send-back' ? 'move.titleSendBack' : 'move.titleNotNeeded';
  const submit = () => {
    setTried(true);
    if (!reason.trim() || isPending) return;
    mutate(
      {
        params: { id: number, section: section.key },
        body: { move, reason: reason.trim() },
        ifMatch: section.version || undefined,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t(title, { section: section.label })}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <TextAreaField
            label={t('move.reason')}
            value={reason}
            rows={3}
            onChange={setReason}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && !reason.trim() ? t('move.missing') : undefined,
            )}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {section.moves.find(({ name }) => name === move)?.label}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('section.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
