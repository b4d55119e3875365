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
  TextField,
} from '@backstage/ui';
import { taskRoutes } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  InstantInput,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
  UserPicker,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Culture.module.css';
import { cultureTranslationRef } from '../translation';

/** Agrees on an action: what, who and by when. What lacks one of them is rarely done. */
export function ActionDialog(props: {
  number: string;
  words: string;
  onClose: () => void;
}) {
  const { number, onClose } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const toast = useApi(toastApiRef);
  const [title, setTitle] = useState(props.words.slice(0, 200));
  const [assigneeRef, setAssignee] = useState<string>();
  const [dueAt, setDueAt] = useState<string>();
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
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('retrospectives.action.title')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <TextField
            label={t('retrospectives.action.what')}
            value={title}
            maxLength={200}
            onChange={setTitle}
            isRequired
            {...focusOnOpen()}
            {...missing(title.trim(), 'What')}
          />
          <UserPicker
            label={t('retrospectives.action.who')}
            value={assigneeRef}
            onChange={setAssignee}
            isRequired
            {...missing(assigneeRef, 'Who')}
          />
          <InstantInput
            label={t('retrospectives.action.due')}
            value={dueAt}
            onChange={setDueAt}
            quick={['tomorrow', 'monday', 'inOneWeek']}
            isRequired
            {...missing(dueAt, 'Due')}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('retrospectives.action.send')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('retrospectives.note.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
