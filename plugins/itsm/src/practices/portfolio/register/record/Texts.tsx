import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, TextAreaField } from '@backstage/ui';
import type { PortfolioService } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  Markdown,
  RefusalAlert,
  SubmitKeys,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';

/** A longer text of a service, read as Markdown and written in place. */
export function EditableText(props: {
  service: PortfolioService;
  name: 'purpose' | 'expectedValue' | 'fitReason';
  label: string;
  empty: string;
  canEdit: boolean;
  onSave: (patch: object, version: number) => Promise<void>;
}) {
  const { service, name, label, empty, canEdit, onSave } = props;
  const { number, version } = service;
  const text = service[name];
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const [editing, setEditing] = useState(false);
  const [draft, setDraft, clearDraft] = useDraft<string>(
    `service/${number}/${name}`,
    text ?? '',
  );
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const close = () => {
    clearDraft();
    setEditing(false);
    setError(undefined);
  };
  const save = async () => {
    if (saving) return;
    setSaving(true);
    try {
      await onSave({ [name]: draft.trim() || null }, version);
      close();
    } catch (e) {
      setError(e);
    } finally {
      setSaving(false);
    }
  };
  if (!editing)
    return (
      <div className={styles.text}>
        {text ? (
          <Markdown>{text}</Markdown>
        ) : (
          <p className={styles.hint}>{empty}</p>
        )}
        {canEdit && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiPencilLine />}
            aria-label={`${t('record.edit')}: ${label}`}
            onPress={() => setEditing(true)}
          />
        )}
      </div>
    );
  return (
    <SubmitKeys onSubmit={save}>
      <TextAreaField
        aria-label={label}
        rows={6}
        value={draft}
        onChange={setDraft}
        {...focusOnOpen()}
      />
      <RefusalAlert error={error} />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="primary"
          isPending={saving}
          onPress={save}
        >
          {t('record.save')}
        </Button>
        <Button size="small" variant="secondary" onPress={close}>
          {t('record.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
