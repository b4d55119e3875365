import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  businessObjectiveRoutes,
  CONFIDENCES,
} from '@callboard/plugin-itsm-common';
import type { Confidence, KeyResult } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { readAmount } from '../words/amounts';

/** Asks what a key result is now. */
export function CheckInDialog(props: {
  number: string;
  keyResult: KeyResult;
  onShown: (told: unknown) => void;
  onClose: () => void;
}) {
  const { number, keyResult, onShown, onClose } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const toast = useApi(toastApiRef);
  const [value, setValue] = useState('');
  const [confidence, setConfidence] = useState<Confidence | undefined>(
    keyResult.confidence,
  );
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const checkIn = useItsmMutation(businessObjectiveRoutes.checkIn);
  const read = readAmount(value);
  const submit = () => {
    setTried(true);
    if (read === undefined || checkIn.isPending) return;
    checkIn.mutate(
      {
        params: { id: number, keyResult: keyResult.id },
        body: { value: read, confidence, note: note.trim() || undefined },
      },
      {
        onSuccess: told => {
          toast.post({
            title: t('keyResult.checkInForm.done'),
            status: 'success',
          });
          onShown(told);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={480}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('keyResult.checkInForm.title')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <p className={styles.words}>{keyResult.title}</p>
          <TextField
            label={t('keyResult.checkInForm.value')}
            description={keyResult.unit}
            value={value}
            inputMode="decimal"
            onChange={setValue}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && read === undefined
                ? t('keyResult.form.missingNumber')
                : undefined,
            )}
          />
          <Select
            label={t('keyResult.checkInForm.confidence')}
            options={CONFIDENCES.map(one => ({
              id: one.value,
              label: one.label,
            }))}
            value={confidence ?? null}
            onChange={key => setConfidence((key ?? undefined) as Confidence)}
          />
          <TextAreaField
            label={t('keyResult.checkInForm.note')}
            value={note}
            rows={2}
            onChange={setNote}
          />
          <RefusalAlert error={checkIn.error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={checkIn.isPending}
          onPress={submit}
        >
          {t('keyResult.checkInForm.save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('keyResult.form.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
