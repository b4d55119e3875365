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
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Design.module.css';
import { designTranslationRef } from './translation';

/** Files are added where the service has its files; here are the others. */
const KINDS = EVIDENCE_KINDS.filter(({ value }) => value !== 'attachment');
type Kind = Exclude<EvidenceKind, 'attachment'>;

function evidenceOf(
  kind: Kind,
  target: string,
  words: string,
): NewDesignEvidence {
  const said = words.trim() ? { words: words.trim() } : {};
  switch (kind) {
    case 'link':
      return { kind, url: target.trim(), ...said };
    case 'record':
      return { kind, record: target.trim(), ...said };
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
  const [kind, setKind] = useState<Kind>('link');
  const [target, setTarget] = useState('');
  const [words, setWords] = useState('');
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
    if (missing || isPending) return;
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
            options={KINDS.map(({ value, label }) => ({ value, label }))}
            value={kind}
            onChange={key => setKind((key as Kind | null) ?? 'link')}
          />
          {!isText && (
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
          <p className={styles.hint}>{t('evidence.attachments')}</p>
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
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
