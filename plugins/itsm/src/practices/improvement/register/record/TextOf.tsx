import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import type { Initiative } from '@callboard/plugin-itsm-common';
import { focusOnOpen, Markdown } from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import { initiativeField } from '../fields';
import { EditText } from './EditText';
import type { TextName } from './EditText';
import styles from './Record.module.css';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

/** A text of an initiative: reads as Markdown, edits in place. */
export function TextOf(props: {
  name: TextName;
  initiative: Initiative;
  page: InitiativeOnPage;
  /** What it answers: stands there until somebody did, and while somebody does. */
  question?: string;
}) {
  const { name, initiative, page, question } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const [editing, setEditing] = useState(false);
  // Whoever comes back from editing goes on from where it began.
  const [edited, setEdited] = useState(false);
  const text = initiative[name];
  const asked = question && <p className={styles.question}>{question}</p>;
  if (editing)
    return (
      <>
        {asked}
        <EditText
          name={name}
          initiative={initiative}
          page={page}
          onDone={() => {
            setEditing(false);
            setEdited(true);
          }}
        />
      </>
    );
  return (
    <div className={styles.text}>
      <div className={styles.words}>
        {text && <Markdown>{text}</Markdown>}
        {!text &&
          (asked || (
            <Text as="p" color="secondary">
              {t('notWritten')}
            </Text>
          ))}
      </div>
      {initiative.viewer.canEdit && (
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiPencilLine />}
          aria-label={t('edit', { field: initiativeField(name).label })}
          onPress={() => setEditing(true)}
          {...(edited && focusOnOpen())}
        />
      )}
    </div>
  );
}
