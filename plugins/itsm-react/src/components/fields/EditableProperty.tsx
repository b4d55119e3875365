import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { RefusalAlert } from '../states/RefusalAlert';
import { FieldInput } from './FieldInput';
import type { FieldValue } from './FieldInput';
import styles from './PropertyList.module.css';
import { SubmitKeys } from './SubmitKeys';
import { Property } from './PropertyList';

/** What a property that can be changed in place takes. */
export interface EditablePropertyProps {
  field: FieldDefinition;
  value: FieldValue;
  canEdit: boolean;
  /** The version on the page now; a change is based on the one shown when editing began. */
  version: number;
  /** Saves; `null` empties the field. Rejects with the server's refusal. */
  onSave: (value: string | number | null, version: number) => Promise<unknown>;
  /** Brings the latest of the record and gives its version. */
  onLoadLatest: () => Promise<number | undefined>;
  /** The value for reading. */
  children: ReactNode;
}

/** A property with a pencil: reads as text, edits in place, and keeps what was typed on refusal. */
export function EditableProperty(props: EditablePropertyProps) {
  const { field, value, canEdit, version, onSave, onLoadLatest } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [draft, setDraft] = useState<{ value: FieldValue; version: number }>();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);

  const close = () => {
    setDraft(undefined);
    setError(undefined);
  };
  const save = async () => {
    if (!draft || saving) return;
    if (draft.value === value) {
      close();
      return;
    }
    setSaving(true);
    try {
      await onSave(
        draft.value === undefined || draft.value === '' ? null : draft.value,
        draft.version,
      );
      close();
    } catch (e) {
      setError(e);
    } finally {
      setSaving(false);
    }
  };
  const loadLatest = async () => {
    const latest = await onLoadLatest();
    setError(undefined);
    setDraft(d => d && { ...d, version: latest ?? d.version });
  };

  if (!draft) {
    return (
      <Property
        label={field.label}
        actions={
          <>
            {canEdit && (
              <span data-quiet>
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  icon={<RiPencilLine />}
                  aria-label={t('property.edit', { field: field.label })}
                  onPress={() => setDraft({ value, version })}
                />
              </span>
            )}
          </>
        }
      >
        {props.children}
      </Property>
    );
  }
  return (
    <SubmitKeys className={styles.editor} onSubmit={save} onEscape={close}>
      <FieldInput
        field={field}
        value={draft.value}
        onChange={next => setDraft({ ...draft, value: next })}
        {...focusOnOpen()}
      />
      <RefusalAlert error={error} onLoadLatest={loadLatest} />
      <div className={styles.buttons}>
        <Button variant="primary" isPending={saving} onPress={save}>
          {t('property.save')}
        </Button>
        <Button variant="tertiary" onPress={close}>
          {t('property.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
