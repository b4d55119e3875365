import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  focusOnOpen,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import { RiCheckDoubleLine } from '@remixicon/react';
import { useState } from 'react';
import { ciConfirmationTranslationRef } from './translation';
import { useConfirm } from './useConfirm';

/** The button that confirms one item; says what that means, and asks for a note. */
export function ConfirmItem(props: { entityRef: string; title: string }) {
  const { entityRef, title } = props;
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const { confirm, isPending } = useConfirm();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>();
  const close = () => {
    setOpen(false);
    setError(undefined);
  };
  const submit = async () => {
    if (isPending) return;
    try {
      await confirm([entityRef], note);
      setNote('');
      close();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiCheckDoubleLine />}
        onPress={() => setOpen(true)}
      >
        {t('action')}
      </Button>
      {open && (
        <Dialog
          isOpen
          isDismissable
          width={480}
          onOpenChange={next => !next && close()}
        >
          <DialogHeader>{t('dialog', { name: title })}</DialogHeader>
          <DialogBody>
            <SubmitKeys onSubmit={submit}>
              <Flex direction="column" gap="4">
                <Text as="p" color="secondary">
                  {t('meaning')}
                </Text>
                <TextAreaField
                  label={t('note')}
                  description={t('noteHint')}
                  value={note}
                  onChange={setNote}
                  maxLength={1000}
                  {...focusOnOpen()}
                />
                <RefusalAlert error={error} />
              </Flex>
            </SubmitKeys>
          </DialogBody>
          <DialogFooter>
            <Button variant="primary" isPending={isPending} onPress={submit}>
              {t('action')}
              <SubmitKeysHint />
            </Button>
            <Button variant="secondary" onPress={close}>
              {t('back')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
}
