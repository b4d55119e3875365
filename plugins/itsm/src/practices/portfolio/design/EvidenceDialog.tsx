import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { designRoutes, EVIDENCE_KINDS } from '@callboard/plugin-itsm-common';
import type {
  DesignSection,
  EvidenceKind,
  NewDesignEvidence,
} from '@callboard/plugin-itsm-common';
import {
  AttachmentPicker,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
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
  const [kind, setKind] = useState<EvidenceKind>('link');
  const [target, setTarget] = useState('');
  const [words, setWords] = useState('');
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
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>
        {t('evidence.title', { section: section.label })}
      </DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <Select
            label={t('evidence.kind')}
            options={EVIDENCE_KINDS.map(({ value, label }) => ({
              value,
              label,
            }))}
            value={kind}
            onChange={key => {
              setKind((key as EvidenceKind | null) ?? 'link');
              // What leads to one thing leads to nothing of another kind.
              setTarget('');
            }}
          />
          {kind === 'attachment' && (
            <AttachmentPicker
              number={number}
              label={t('evidence.file')}
              value={target || undefined}
              onChange={id => setTarget(id ?? '')}
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
              onChange={setTarget}
              isRequired
              {...problem}
            />
          )}
          <TextAreaField
            label={t(isText ? 'evidence.wordsNeeded' : 'evidence.words')}
            value={words}
            rows={isText ? 4 : 2}
            maxLength={1_000}
            onChange={setWords}
            {...(isText ? { isRequired: true, ...problem } : {})}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={isSending}
          onPress={submit}
        >
          {t('evidence.do')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('section.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
