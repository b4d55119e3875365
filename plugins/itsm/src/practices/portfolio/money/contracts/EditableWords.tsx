import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, TextAreaField } from '@backstage/ui';
import type { Viewer } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  KeptDraft,
  Markdown,
  RecordSection,
  RefusalAlert,
  SubmitKeys,
  useDraft,
  useFocusBack,
} from '@callboard/plugin-itsm-react';
import { RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';

interface Page {
  save(patch: never, version: number): Promise<void>;
  loadLatest(): Promise<number | undefined>;
}

interface Props {
  /** Key of the field. */
  name: string;
  title: string;
  empty: string;
  words: string | undefined;
  record: { number: string; version: number; viewer: Viewer };
  page: Page;
}

function Edit(props: Props & { onDone: () => void }) {
  const { name, title, words = '', record, page, onDone } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [draft, setDraft, clearDraft, isKept] = useDraft(
    `${record.number}/${name}`,
    {
      text: words,
      version: record.version,
    },
  );
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const finish = () => {
    clearDraft();
    onDone();
  };
  const save = async () => {
    if (pending) return;
    setPending(true);
    try {
      await page.save(
        { [name]: draft.text.trim() || null } as never,
        draft.version,
      );
      finish();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <SubmitKeys className={styles.form} onSubmit={save} onEscape={onDone}>
      <TextAreaField
        aria-label={title}
        rows={6}
        value={draft.text}
        onChange={text => setDraft({ ...draft, text })}
        {...focusOnOpen()}
      />
      <KeptDraft isKept={isKept} onClear={clearDraft} />
      <RefusalAlert
        error={error}
        onLoadLatest={async () => {
          const version = (await page.loadLatest()) ?? record.version;
          setDraft({ ...draft, version });
          setError(undefined);
        }}
      />
      <Flex gap="2">
        <Button variant="primary" isPending={pending} onPress={save}>
          {t('save')}
        </Button>
        <Button variant="tertiary" onPress={finish}>
          {t('cancel')}
        </Button>
      </Flex>
    </SubmitKeys>
  );
}

/** Words of a record in Markdown, to be changed in place by whoever may. */
export function EditableWords(props: Props) {
  const { title, empty, words, record } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [open, setOpen] = useState(false);
  const focus = useFocusBack();
  const close = () => {
    focus.leave();
    setOpen(false);
  };
  return (
    <RecordSection
      title={title}
      actions={
        !open &&
        record.viewer.canEdit && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiEditLine />}
            aria-label={`${t('change')}: ${title}`}
            onPress={() => setOpen(true)}
            {...focus.opener()}
          >
            {t('change')}
          </Button>
        )
      }
    >
      {open && <Edit {...props} onDone={close} />}
      {!open && (
        <>
          {words ? (
            <Markdown>{words}</Markdown>
          ) : (
            <p className={styles.hint}>{empty}</p>
          )}
        </>
      )}
    </RecordSection>
  );
}
