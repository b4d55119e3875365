import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, TextAreaField } from '@backstage/ui';
import type { PortfolioService } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  KeptDraft,
  Markdown,
  RefusalAlert,
  SubmitKeys,
  useFocusBack,
  useFormDraft,
} from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';

interface Props {
  service: Pick<
    PortfolioService,
    'number' | 'version' | 'purpose' | 'expectedValue' | 'fitReason'
  >;
  name: 'purpose' | 'expectedValue' | 'fitReason';
  label: string;
  empty: string;
  canEdit: boolean;
  onSave: (patch: object, version: number) => Promise<void>;
}

function Editor(props: Props & { onDone: () => void }) {
  const { service, name, label, onSave, onDone } = props;
  const { number, version } = service;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const draft = useFormDraft(
    `service/${number}/${name}`,
    { text: service[name] ?? '' },
    version,
  );
  const { text } = draft.form;
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const finish = () => {
    draft.clear();
    onDone();
  };
  const save = async () => {
    if (saving) return;
    setSaving(true);
    setError(undefined);
    try {
      await onSave({ [name]: text.trim() || null }, draft.version ?? version);
      finish();
    } catch (e) {
      setError(e);
    } finally {
      setSaving(false);
    }
  };
  return (
    <SubmitKeys onSubmit={save} onEscape={onDone}>
      <TextAreaField
        aria-label={label}
        rows={6}
        value={text}
        onChange={next => draft.change({ text: next })}
        {...focusOnOpen()}
      />
      <KeptDraft isKept={draft.isKept} onClear={draft.clear} />
      <RefusalAlert
        error={error}
        onLoadLatest={() => {
          draft.rebase();
          setError(undefined);
        }}
      />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="primary"
          isPending={saving}
          onPress={save}
        >
          {t('record.save')}
        </Button>
        <Button size="small" variant="secondary" onPress={finish}>
          {t('record.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}

/** A longer text of a service, read as Markdown and written in place. */
export function EditableText(props: Props) {
  const { service, name, label, empty, canEdit } = props;
  const text = service[name];
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const [editing, setEditing] = useState(false);
  const focus = useFocusBack();
  const close = () => {
    focus.leave();
    setEditing(false);
  };
  if (editing) return <Editor {...props} onDone={close} />;
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
          {...focus.opener()}
        />
      )}
    </div>
  );
}
