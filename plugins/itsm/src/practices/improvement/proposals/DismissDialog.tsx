import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { proposalRoutes } from '@callboard/plugin-itsm-common';
import type { Proposal } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Proposals.module.css';
import { proposalsTranslationRef } from './translation';

/** Puts a proposal aside, with a reason. */
export function DismissDialog(props: {
  proposal: Proposal;
  onDone: () => void;
  onClose: () => void;
}) {
  const { proposal, onDone, onClose } = props;
  const { t } = useTranslationRef(proposalsTranslationRef);
  const draft = useFormDraft(`proposal/${proposal.id}/dismiss`, { reason: '' });
  const { reason } = draft.form;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(proposalRoutes.dismiss);
  const submit = () => {
    setTried(true);
    if (!reason.trim() || isPending) return;
    mutate(
      { params: { id: proposal.id }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          draft.clear();
          onDone();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('dismiss.title')}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('dismiss.do')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <p className={styles.said}>{proposal.title}</p>
      <p className={styles.hint}>{t('dismiss.about')}</p>
      <TextAreaField
        label={t('dismiss.reason')}
        placeholder={t('dismiss.reasonHint')}
        value={reason}
        rows={3}
        onChange={text => draft.change({ reason: text })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && !reason.trim() ? t('dismiss.missing') : undefined,
        )}
      />
    </FormDialog>
  );
}
