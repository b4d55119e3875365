import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { transitionRoutes } from '@callboard/plugin-itsm-common';
import type { Milestone } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
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
  const draft = useFormDraft(`milestone/${milestone.id}/change`, {
    change: '',
  });
  const { change } = draft.form;
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
      title={t('form.linkTitle', {
        title: milestone.title ?? t('plan.erased'),
      })}
      width={460}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('form.linkDo')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('form.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('form.change')}
        placeholder="CHG-1042"
        value={change}
        maxLength={40}
        onChange={text => draft.change({ change: text })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && !change.trim() ? t('form.missing') : undefined,
        )}
      />
    </FormDialog>
  );
}
