import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { useFocusBack } from '../../hooks/useFocusBack';
import { itsmReactTranslationRef } from '../../translation';
import { RefusalAlert } from '../states/RefusalAlert';
import { ChangedMeanwhile } from './ChangedMeanwhile';
import { FieldInput } from './FieldInput';
import type { FieldValue } from './FieldInput';
import type { Refs } from '../text/RefLabel';
import styles from './PropertyList.module.css';
import { SubmitKeys } from './SubmitKeys';
import { Property } from './PropertyList';

/** What a property that can be changed in place takes. */
export interface EditablePropertyProps {
  field: FieldDefinition;
  value: FieldValue;
  canEdit: boolean;
  /** The record, to say who changed the field under one's hands. */
  number: string;
  refs: Refs | undefined;
  /**
   * The version on the page now. A change is based on it as long as the field itself is what it
   * was when editing began; otherwise on the one shown then, and the server refuses.
   */
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
  const [draft, setDraft] = useState<{
    value: FieldValue;
    /** What the field was when editing began, and in which version. */
    base: FieldValue;
    version: number;
  }>();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const focus = useFocusBack();

  // What is not touched here follows what others write.
  const shown = draft && (draft.value === draft.base ? value : draft.value);

  const close = () => {
    focus.leave();
    setDraft(undefined);
    setError(undefined);
  };
  const save = async () => {
    if (!draft || saving) return;
    if (shown === value) {
      close();
      return;
    }
    setSaving(true);
    try {
      await onSave(
        shown === undefined || shown === '' ? null : shown,
        draft.base === value ? version : draft.version,
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
    setDraft(d => d && { ...d, base: value, version: latest ?? d.version });
  };
  const showTheirs = () => {
    setError(undefined);
    setDraft({ value, base: value, version });
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
                  onPress={() => setDraft({ value, base: value, version })}
                  {...focus.opener()}
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
        value={shown}
        onChange={next =>
          setDraft({
            ...draft,
            // The first touch of a field that others changed is on what it is now.
            ...(draft.value === draft.base && { base: value, version }),
            value: next,
          })
        }
        {...focusOnOpen()}
      />
      {draft.base !== value && draft.value !== draft.base && !error && (
        <ChangedMeanwhile
          field={field}
          number={props.number}
          value={value}
          refs={props.refs}
          onShow={showTheirs}
          onKeep={() => setDraft({ ...draft, base: value, version })}
        />
      )}
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
