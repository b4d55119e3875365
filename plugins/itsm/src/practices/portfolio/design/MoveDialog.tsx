import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type { DesignSection } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Design.module.css';
import { designTranslationRef } from './translation';

/** A move that says why: sending a section back, or doing without it. */
export function MoveDialog(props: {
  number: string;
  section: DesignSection;
  move: 'send-back' | 'not-needed';
  onClose: () => void;
}) {
  const { number, section, move, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const draft = useFormDraft(`design/${number}/${section.key}/${move}`, {
    reason: '',
  });
  const { reason } = draft.form;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(designRoutes.move);
  const title =
    move === 'send-back' ? 'move.titleSendBack' : 'move.titleNotNeeded';
  const submit = () => {
    setTried(true);
    if (!reason.trim() || isPending) return;
    mutate(
      {
        params: { id: number, section: section.key },
        body: { move, reason: reason.trim() },
        ifMatch: section.version || undefined,
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
      title={t(title, { section: section.label })}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={section.moves.find(({ name }) => name === move)?.label}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('section.cancel')}
      onClose={onClose}
    >
      <TextAreaField
        label={t('move.reason')}
        value={reason}
        rows={3}
        onChange={text => draft.change({ reason: text })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && !reason.trim() ? t('move.missing') : undefined,
        )}
      />
    </FormDialog>
  );
}
