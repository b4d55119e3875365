import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type { DesignSection } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  KeptDraft,
  Markdown,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useFocusBack,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import styles from './Design.module.css';
import { designTranslationRef } from './translation';

function Editor(props: {
  number: string;
  section: DesignSection;
  onDone: () => void;
}) {
  const { number, section } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const draft = useFormDraft(
    `design/${number}/${section.key}`,
    { text: section.body ?? '' },
    section.version || undefined,
  );
  const { text } = draft.form;
  const { mutate, isPending, error } = useItsmMutation(designRoutes.write);
  const done = () => {
    draft.clear();
    props.onDone();
  };
  const submit = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: number, section: section.key },
        body: { body: text },
        ifMatch: draft.version,
      },
      { onSuccess: done },
    );
  };
  return (
    <SubmitKeys
      className={styles.form}
      onSubmit={submit}
      onEscape={props.onDone}
    >
      <TextAreaField
        aria-label={`${t('section.text')}: ${section.label}`}
        description={t('section.markdown')}
        value={text}
        rows={14}
        maxLength={20_000}
        onChange={next => draft.change({ text: next })}
        {...focusOnOpen()}
      />
      <KeptDraft isKept={draft.isKept} onClear={draft.clear} />
      <RefusalAlert error={error} onLoadLatest={draft.rebase} />
      <div className={styles.moves}>
        <Button
          size="small"
          variant="primary"
          isPending={isPending}
          onPress={submit}
        >
          {t('section.save')}
          <SubmitKeysHint />
        </Button>
        <Button size="small" variant="secondary" onPress={done}>
          {t('section.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}

/** What a section says, and the questions that it answers while it says nothing. */
export function SectionText(props: {
  number: string;
  section: DesignSection;
  canEdit: boolean;
}) {
  const { number, section, canEdit } = props;
  const { body, prompts, state, label } = section;
  const { t } = useTranslationRef(designTranslationRef);
  const [writing, setWriting] = useState(false);
  const focus = useFocusBack();
  const close = () => {
    focus.leave();
    setWriting(false);
  };
  const mayWrite = canEdit && state !== 'not-needed';
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('section.text')}</h3>
        {mayWrite && !writing && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiEditLine aria-hidden />}
            aria-label={`${t(
              body ? 'section.edit' : 'section.write',
            )}: ${label}`}
            onPress={() => setWriting(true)}
            {...focus.opener()}
          >
            {t(body ? 'section.edit' : 'section.write')}
          </Button>
        )}
      </div>
      {writing && <Editor number={number} section={section} onDone={close} />}
      {!writing && body && <Markdown>{body}</Markdown>}
      {!writing && !body && (
        <p className={styles.hint}>{t('section.noText')}</p>
      )}
      {!body && state !== 'not-needed' && prompts.length > 0 && (
        <>
          <p className={styles.hint}>{t('section.prompts')}</p>
          <ul className={styles.prompts}>
            {prompts.map(prompt => (
              <li key={prompt}>{prompt}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
