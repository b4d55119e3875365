import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { proposalRoutes } from '@callboard/plugin-itsm-common';
import type { Proposal } from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { MeasuredBy } from './MeasuredBy';
import styles from './Proposals.module.css';
import { proposalsTranslationRef } from './translation';

/** Makes an initiative of a proposal: what it takes with it, and who answers for it. */
export function AcceptDialog(props: {
  proposal: Proposal;
  onClose: () => void;
}) {
  const { proposal, onClose } = props;
  const { t } = useTranslationRef(proposalsTranslationRef);
  const toast = useApi(toastApiRef);
  const [ownerRef, setOwner] = useState(proposal.ownerRef);
  const { mutate, isPending, error } = useItsmMutation(proposalRoutes.accept);
  const submit = () => {
    if (isPending) return;
    mutate(
      { params: { id: proposal.id }, body: { ownerRef } },
      {
        onSuccess: ({ initiative }) => {
          if (initiative)
            toast.post({
              title: t('accept.done', { number: initiative.number }),
              status: 'success',
            });
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
      <DialogHeader>{t('accept.title')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <p className={styles.said}>{proposal.title}</p>
          <MeasuredBy proposal={proposal} />
          <p className={styles.hint}>{t('accept.about')}</p>
          <EntityPicker
            label={t('accept.owner')}
            description={t('accept.ownerHint')}
            kinds={['group']}
            value={ownerRef}
            onChange={setOwner}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('accept.do')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
