import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { useFormDraft } from '../../hooks/useFormDraft';
import { itsmReactTranslationRef } from '../../translation';
import { problemProps } from '../fields/FieldInput';
import { FormDialog } from '../fields/FormDialog';
import { InstantInput } from '../fields/InstantInput';
import { recordTranslationRef } from './translation';

/** Asks when somebody wants to be reminded of a record, and of what. */
export function RemindDialog(props: { number: string; onClose: () => void }) {
  const { number, onClose } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const { t: words } = useTranslationRef(itsmReactTranslationRef);
  const draft = useFormDraft(`reminder/${number}`, {
    at: undefined as string | undefined,
    note: '',
  });
  const { at, note } = draft.form;
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
      {
        onSuccess: () => {
          draft.clear();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={`${t('remind.action')} · ${number}`}
      width={460}
      draft={draft}
      error={error}
      submit={t('remind.set')}
      isPending={isPending}
      onSubmit={submit}
      cancel={words('property.cancel')}
      onClose={onClose}
    >
      <InstantInput
        label={t('remind.at')}
        value={at}
        onChange={instant => draft.change({ at: instant })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(tried && !at ? t('remind.missing') : undefined)}
      />
      <TextField
        label={t('remind.note')}
        value={note}
        maxLength={200}
        onChange={text => draft.change({ note: text })}
      />
    </FormDialog>
  );
}
