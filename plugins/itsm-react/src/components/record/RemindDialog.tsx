import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextField,
} from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { problemProps } from '../fields/FieldInput';
import { InstantInput } from '../fields/InstantInput';
import { SubmitKeys, SubmitKeysHint } from '../fields/SubmitKeys';
import { RefusalAlert } from '../states/RefusalAlert';
import { recordTranslationRef } from './translation';

/** Asks when somebody wants to be reminded of a record, and of what. */
export function RemindDialog(props: { number: string; onClose: () => void }) {
  const { number, onClose } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const { t: words } = useTranslationRef(itsmReactTranslationRef);
  const [at, setAt] = useState<string>();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    kernelRoutes.addReminder,
  );
  const submit = () => {
    setTried(true);
    if (!at || isPending) return;
    mutate(
      {
        params: { id: number },
        body: { at, ...(note.trim() && { note: note.trim() }) },
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
      <DialogHeader>{`${t('remind.action')} · ${number}`}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            <InstantInput
              label={t('remind.at')}
              value={at}
              onChange={setAt}
              isRequired
              {...focusOnOpen()}
              {...problemProps(tried && !at ? t('remind.missing') : undefined)}
            />
            <TextField
              label={t('remind.note')}
              value={note}
              maxLength={200}
              onChange={setNote}
            />
            <RefusalAlert error={error} />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('remind.set')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {words('transition.back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
