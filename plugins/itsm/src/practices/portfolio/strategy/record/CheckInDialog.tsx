import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Select, TextAreaField, TextField } from '@backstage/ui';
import {
  businessObjectiveRoutes,
  CONFIDENCES,
} from '@callboard/plugin-itsm-common';
import type { Confidence, KeyResult } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
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
  const draft = useFormDraft(`key-result/${keyResult.id}/check-in`, {
    value: '',
    confidence: keyResult.confidence,
    note: '',
  });
  const { value, confidence, note } = draft.form;
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
          draft.clear();
          onShown(told);
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('keyResult.checkInForm.title')}
      width={480}
      className={styles.form}
      draft={draft}
      error={checkIn.error}
      submit={t('keyResult.checkInForm.save')}
      isPending={checkIn.isPending}
      onSubmit={submit}
      cancel={t('keyResult.form.cancel')}
      onClose={onClose}
    >
      <p className={styles.words}>{keyResult.title}</p>
      <TextField
        label={t('keyResult.checkInForm.value')}
        description={keyResult.unit}
        value={value}
        inputMode="decimal"
        onChange={text => draft.change({ value: text })}
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
        onChange={key =>
          draft.change({
            confidence: (key ?? undefined) as Confidence | undefined,
          })
        }
      />
      <TextAreaField
        label={t('keyResult.checkInForm.note')}
        value={note}
        rows={2}
        onChange={text => draft.change({ note: text })}
      />
    </FormDialog>
  );
}
