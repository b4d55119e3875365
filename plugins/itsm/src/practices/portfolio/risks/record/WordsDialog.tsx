import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import type { RiskRecord } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  useFormDraft,
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
  risk: Pick<RiskRecord, 'number' | 'version'>;
  fields: readonly EditedWords[];
  onSave: (
    patch: Record<string, string | null>,
    version: number,
  ) => Promise<void>;
  onClose: () => void;
}) {
  const { title, risk, fields, onSave, onClose } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const draft = useFormDraft<Record<string, string>>(
    `risk/${risk.number}/${fields.map(({ key }) => key).join('+')}`,
    Object.fromEntries(fields.map(({ key, value }) => [key, value ?? ''])),
    risk.version,
  );
  const words = draft.form;
  const [error, setError] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const save = async () => {
    if (isPending) return;
    const changed = fields.filter(
      ({ key, value }) => words[key].trim() !== (value ?? ''),
    );
    if (changed.length === 0) {
      draft.clear();
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
        draft.version ?? risk.version,
      );
      draft.clear();
      onClose();
    } catch (problem) {
      setError(problem);
      setPending(false);
    }
  };
  return (
    <FormDialog
      title={title}
      width={640}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('save')}
      isPending={isPending}
      onSubmit={save}
      cancel={t('cancel')}
      onClose={onClose}
    >
      {fields.map(({ key, label }, i) => (
        <TextAreaField
          key={key}
          label={label}
          rows={5}
          value={words[key]}
          onChange={value => draft.change({ [key]: value })}
          {...focusOnOpen(i === 0)}
        />
      ))}
    </FormDialog>
  );
}
