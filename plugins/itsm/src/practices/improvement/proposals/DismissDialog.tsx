import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { proposalRoutes } from '@callboard/plugin-itsm-common';
import type { Proposal } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
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
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(proposalRoutes.dismiss);
  const submit = () => {
    setTried(true);
    if (!reason.trim() || isPending) return;
    mutate(
      { params: { id: proposal.id }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          onDone();
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('dismiss.title')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <p className={styles.said}>{proposal.title}</p>
          <p className={styles.hint}>{t('dismiss.about')}</p>
          <TextAreaField
            label={t('dismiss.reason')}
            placeholder={t('dismiss.reasonHint')}
            value={reason}
            rows={3}
            onChange={setReason}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && !reason.trim() ? t('dismiss.missing') : undefined,
            )}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('dismiss.do')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
