import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import type { Change } from '@callboard/plugin-itsm-common';
import { Markdown } from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { changeField } from '../fields';
import { EditTexts } from './EditTexts';
import type { TextName } from './EditTexts';
import styles from './TextPart.module.css';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

/** What a draft must say before it can be submitted. */
const NEEDED: readonly TextName[] = ['justification', 'plan', 'rollbackPlan'];

/** One text of a change under a heading of its own: reads as Markdown, edits in place. */
export function TextPart(props: {
  name: Exclude<TextName, 'title'>;
  change: Change;
  page: ChangeOnPage;
  /** The title is edited with it. */
  withTitle?: boolean;
}) {
  const { name, change, page, withTitle } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const [editing, setEditing] = useState(false);
  const heading = useId();
  const text = change[name];
  const { label } = changeField(name);
  const isNeeded = change.status === 'draft' && NEEDED.includes(name);
  return (
    <section className={styles.part} aria-labelledby={heading}>
      <div className={styles.head}>
        <h3 className={styles.title} id={heading}>
          {label}
        </h3>
        {change.viewer.canEdit && !editing && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiPencilLine />}
            aria-label={withTitle ? t('editWhat') : t('edit', { field: label })}
            onPress={() => setEditing(true)}
          />
        )}
      </div>
      {editing && (
        <EditTexts
          names={withTitle ? ['title', name] : [name]}
          change={change}
          page={page}
          onDone={() => setEditing(false)}
        />
      )}
      {!editing && text && <Markdown>{text}</Markdown>}
      {!editing && !text && (
        <Text as="p" color="secondary">
          {t(isNeeded ? 'needed' : 'notWritten')}
        </Text>
      )}
    </section>
  );
}
