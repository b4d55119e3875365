import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { taskRoutes } from '@callboard/plugin-itsm-common';
import type { RetrospectiveNote } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  InstantInput,
  problemProps,
  useFormDraft,
  useItsmMutation,
  UserPicker,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Culture.module.css';
import { cultureTranslationRef } from '../translation';

/** Agrees on an action: what, who and by when. What lacks one of them is rarely done. */
export function ActionDialog(props: {
  number: string;
  /** What it is agreed on for. */
  note: RetrospectiveNote;
  onClose: () => void;
}) {
  const { number, note, onClose } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const toast = useApi(toastApiRef);
  const draft = useFormDraft(`retrospective-action/${number}/${note.id}`, {
    title: (note.words ?? '').slice(0, 200),
    assigneeRef: undefined as string | undefined,
    dueAt: undefined as string | undefined,
  });
  const { title, assigneeRef, dueAt } = draft.form;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(taskRoutes.add);
  const submit = () => {
    setTried(true);
    if (!title.trim() || !assigneeRef || !dueAt || isPending) return;
    mutate(
      {
        params: { id: number },
        body: { title: title.trim(), assigneeRef, dueAt },
      },
      {
        onSuccess: () => {
          toast.post({
            title: t('retrospectives.action.added'),
            status: 'success',
          });
          draft.clear();
          onClose();
        },
      },
    );
  };
  const missing = (value: unknown, key: 'What' | 'Who' | 'Due') =>
    problemProps(
      tried && !value ? t(`retrospectives.action.missing${key}`) : undefined,
    );
  return (
    <FormDialog
      title={t('retrospectives.action.title')}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('retrospectives.action.send')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('retrospectives.note.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('retrospectives.action.what')}
        value={title}
        maxLength={200}
        onChange={text => draft.change({ title: text })}
        isRequired
        {...focusOnOpen()}
        {...missing(title.trim(), 'What')}
      />
      <UserPicker
        label={t('retrospectives.action.who')}
        value={assigneeRef}
        onChange={ref => draft.change({ assigneeRef: ref })}
        isRequired
        {...missing(assigneeRef, 'Who')}
      />
      <InstantInput
        label={t('retrospectives.action.due')}
        value={dueAt}
        onChange={at => draft.change({ dueAt: at })}
        quick={['tomorrow', 'monday', 'inOneWeek']}
        isRequired
        {...missing(dueAt, 'Due')}
      />
    </FormDialog>
  );
}
