import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import {
  focusOnOpen,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Risks.module.css';
import { risksTranslationRef } from '../translation';

/** Words of a risk, in Markdown. */
export interface EditedWords {
  key: string;
  label: string;
  value?: string;
}

/** Changes words of a risk. */
export function WordsDialog(props: {
  title: string;
  fields: readonly EditedWords[];
  onSave: (patch: Record<string, string | null>) => Promise<void>;
  onClose: () => void;
}) {
  const { title, fields, onSave, onClose } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const [words, setWords] = useState(() =>
    Object.fromEntries(fields.map(({ key, value }) => [key, value ?? ''])),
  );
  const [error, setError] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const save = async () => {
    if (isPending) return;
    const changed = fields.filter(
      ({ key, value }) => words[key].trim() !== (value ?? ''),
    );
    if (changed.length === 0) {
      onClose();
      return;
    }
    setPending(true);
    setError(undefined);
    try {
      await onSave(
        Object.fromEntries(
          changed.map(({ key }) => [key, words[key].trim() || null]),
        ),
      );
      onClose();
    } catch (problem) {
      setError(problem);
      setPending(false);
    }
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={640}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={save}>
          {fields.map(({ key, label }, i) => (
            <TextAreaField
              key={key}
              label={label}
              rows={5}
              value={words[key]}
              onChange={value => setWords({ ...words, [key]: value })}
              {...focusOnOpen(i === 0)}
            />
          ))}
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={save}>
          {t('save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
