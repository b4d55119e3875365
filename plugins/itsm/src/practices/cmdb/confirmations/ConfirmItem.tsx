import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, TextAreaField } from '@backstage/ui';
import {
  focusOnOpen,
  FormDialog,
  useFormDraft,
} from '@callboard/plugin-itsm-react';
import { RiCheckDoubleLine } from '@remixicon/react';
import { useState } from 'react';
import { ciConfirmationTranslationRef } from './translation';
import { useConfirm } from './useConfirm';

function NoteDialog(props: {
  entityRef: string;
  title: string;
  onClose: () => void;
}) {
  const { entityRef, title, onClose } = props;
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const { confirm, isPending } = useConfirm();
  const draft = useFormDraft(`confirmation/${entityRef}`, { note: '' });
  const [error, setError] = useState<unknown>();
  const submit = async () => {
    if (isPending) return;
    try {
      await confirm([entityRef], draft.form.note);
      draft.clear();
      onClose();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <FormDialog
      title={t('dialog', { name: title })}
      width={480}
      draft={draft}
      error={error}
      submit={t('action')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <Text as="p" color="secondary">
        {t('meaning')}
      </Text>
      <TextAreaField
        label={t('note')}
        description={t('noteHint')}
        value={draft.form.note}
        onChange={note => draft.change({ note })}
        maxLength={1000}
        {...focusOnOpen()}
      />
    </FormDialog>
  );
}

/** The button that confirms one item; says what that means, and asks for a note. */
export function ConfirmItem(props: { entityRef: string; title: string }) {
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const [open, setOpen] = useState(false);
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
      {open && <NoteDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
