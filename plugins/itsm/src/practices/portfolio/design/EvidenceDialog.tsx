import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField, TextField } from '@backstage/ui';
import { designRoutes, EVIDENCE_KINDS } from '@callboard/plugin-itsm-common';
import type {
  DesignSection,
  EvidenceKind,
  NewDesignEvidence,
} from '@callboard/plugin-itsm-common';
import {
  AttachmentPicker,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Design.module.css';
import { designTranslationRef } from './translation';

function evidenceOf(
  kind: EvidenceKind,
  target: string,
  words: string,
): NewDesignEvidence {
  const said = words.trim() ? { words: words.trim() } : {};
  switch (kind) {
    case 'link':
      return { kind, url: target.trim(), ...said };
    case 'record':
      return { kind, record: target.trim(), ...said };
    case 'attachment':
      return { kind, attachment: target, ...said };
    default:
      return { kind: 'text', words: words.trim() };
  }
}

/** Adds what shows that something is as a section says. */
export function EvidenceDialog(props: {
  number: string;
  section: DesignSection;
  onClose: () => void;
}) {
  const { number, section, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const draft = useFormDraft(`design/${number}/${section.key}/evidence`, {
    kind: 'link' as EvidenceKind,
    target: '',
    words: '',
  });
  const { form, change } = draft;
  const { kind, target, words } = form;
  const [isSending, setSending] = useState(false);
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    designRoutes.addEvidence,
  );
  const isText = kind === 'text';
  const missing = isText ? !words.trim() : !target.trim();
  const problem = problemProps(
    tried && missing ? t('evidence.missing') : undefined,
  );
  const submit = () => {
    setTried(true);
    if (missing || isPending || isSending) return;
    mutate(
      {
        params: { id: number, section: section.key },
        body: evidenceOf(kind, target, words),
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
      title={t('evidence.title', { section: section.label })}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('evidence.do')}
      isPending={isPending}
      isDisabled={isSending}
      onSubmit={submit}
      cancel={t('section.cancel')}
      onClose={onClose}
    >
      <Select
        label={t('evidence.kind')}
        options={EVIDENCE_KINDS.map(({ value, label }) => ({
          value,
          label,
        }))}
        value={kind}
        onChange={key =>
          change({
            kind: (key as EvidenceKind | null) ?? 'link',
            // What leads to one thing leads to nothing of another kind.
            target: '',
          })
        }
      />
      {kind === 'attachment' && (
        <AttachmentPicker
          number={number}
          label={t('evidence.file')}
          value={target || undefined}
          onChange={id => change({ target: id ?? '' })}
          onBusy={setSending}
          isRequired
          error={tried && missing ? t('evidence.noFile') : undefined}
        />
      )}
      {(kind === 'link' || kind === 'record') && (
        <TextField
          label={t(kind === 'link' ? 'evidence.url' : 'evidence.record')}
          placeholder={kind === 'link' ? 'https://' : 'CHG-1042'}
          value={target}
          onChange={text => change({ target: text })}
          isRequired
          {...problem}
        />
      )}
      <TextAreaField
        label={t(isText ? 'evidence.wordsNeeded' : 'evidence.words')}
        value={words}
        rows={isText ? 4 : 2}
        maxLength={1_000}
        onChange={text => change({ words: text })}
        {...(isText ? { isRequired: true, ...problem } : {})}
      />
    </FormDialog>
  );
}
