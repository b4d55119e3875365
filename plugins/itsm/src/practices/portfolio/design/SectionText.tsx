import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type { DesignSection } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  Markdown,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
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
  const [text, setText, clear] = useDraft(
    `design/${number}/${section.key}`,
    section.body ?? '',
  );
  const { mutate, isPending, error } = useItsmMutation(designRoutes.write);
  const done = () => {
    clear();
    props.onDone();
  };
  const submit = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: number, section: section.key },
        body: { body: text },
        ifMatch: section.version || undefined,
      },
      { onSuccess: done },
    );
  };
  return (
    <SubmitKeys className={styles.form} onSubmit={submit}>
      <TextAreaField
        aria-label={`${t('section.text')}: ${section.label}`}
        description={t('section.markdown')}
        value={text}
        rows={14}
        maxLength={20_000}
        onChange={setText}
        {...focusOnOpen()}
      />
      <RefusalAlert error={error} />
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
          >
            {t(body ? 'section.edit' : 'section.write')}
          </Button>
        )}
      </div>
      {writing && (
        <Editor
          number={number}
          section={section}
          onDone={() => setWriting(false)}
        />
      )}
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
