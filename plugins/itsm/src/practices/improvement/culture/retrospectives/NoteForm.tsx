import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { LONGEST_NOTE } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  KeptDraft,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { cultureTranslationRef } from '../translation';
import styles from './Board.module.css';

/** Writes a note. What was typed stays until it is kept. */
export function NoteForm(props: {
  /** The name of the column, for who listens. */
  column: string;
  words?: string;
  /** What it is a draft of, e.g. `RET-7/went-well`: it survives a reload. */
  draftOf: string;
  /** Saves; rejects with the server's refusal. */
  onSubmit: (words: string) => Promise<void>;
  onDone: () => void;
}) {
  const { column, onSubmit } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const [words, setWords, clearWords, isKept] = useDraft(
    `note/${props.draftOf}`,
    props.words ?? '',
  );
  const onDone = () => {
    clearWords();
    props.onDone();
  };
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const isNew = props.words === undefined;
  const submit = async () => {
    if (!words.trim() || pending) return;
    setPending(true);
    setError(undefined);
    try {
      await onSubmit(words.trim());
      // Whoever writes one note often writes three.
      if (isNew) clearWords();
      else onDone();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setPending(false);
    }
  };
  return (
    <SubmitKeys
      className={styles.form}
      onSubmit={submit}
      // By mistake, often enough: what was written is there again.
      onEscape={props.onDone}
    >
      <TextAreaField
        aria-label={t('retrospectives.note.to', { column })}
        placeholder={t('retrospectives.note.hint')}
        value={words}
        rows={2}
        maxLength={LONGEST_NOTE}
        onChange={setWords}
        {...focusOnOpen()}
      />
      <KeptDraft isKept={isKept} onClear={clearWords} />
      <RefusalAlert error={error} />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="primary"
          isPending={pending}
          isDisabled={!words.trim()}
          onPress={submit}
        >
          {t(isNew ? 'retrospectives.note.send' : 'retrospectives.note.save')}
          <SubmitKeysHint />
        </Button>
        <Button size="small" variant="tertiary" onPress={onDone}>
          {t('retrospectives.note.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
