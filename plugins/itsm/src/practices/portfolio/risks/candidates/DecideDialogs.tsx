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
  TextAreaField,
} from '@backstage/ui';
import {
  LIKELIHOODS,
  RISK_IMPACTS,
  riskCandidateRoutes,
} from '@callboard/plugin-itsm-common';
import type { RiskCandidate } from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  focusOnOpen,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Risks.module.css';
import { ScaleSelect } from '../ScaleSelect';
import { risksTranslationRef } from '../translation';

/** Puts a candidate into the register, with another score or owner if that is better. */
export function AcceptDialog(props: {
  candidate: RiskCandidate;
  onClose: () => void;
}) {
  const { candidate, onClose } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const toast = useApi(toastApiRef);
  const [likelihood, setLikelihood] = useState(candidate.likelihood);
  const [impact, setImpact] = useState(candidate.impact);
  const [ownerRef, setOwner] = useState(candidate.ownerRef);
  const { mutate, isPending, error } = useItsmMutation(
    riskCandidateRoutes.accept,
  );
  const send = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: candidate.id },
        body: { likelihood, impact, ownerRef },
      },
      {
        onSuccess: ({ risk }) => {
          if (risk)
            toast.post({
              title: t('candidates.accepted', { number: risk.number }),
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
      <DialogHeader>{t('candidates.acceptTitle')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={send}>
          <b>{candidate.title}</b>
          <div className={styles.pair}>
            <ScaleSelect
              label={t('form.likelihood')}
              scale={LIKELIHOODS}
              value={likelihood}
              onChange={value => setLikelihood(value ?? likelihood)}
            />
            <ScaleSelect
              label={t('form.impact')}
              scale={RISK_IMPACTS}
              value={impact}
              onChange={value => setImpact(value ?? impact)}
            />
          </div>
          <EntityPicker
            label={t('candidates.owner')}
            description={t('candidates.ownerHint')}
            kinds={['group']}
            value={ownerRef}
            onChange={setOwner}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={send}>
          {t('candidates.acceptDo')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Puts a candidate aside, with a reason. */
export function DismissDialog(props: {
  candidate: RiskCandidate;
  onDone: () => void;
  onClose: () => void;
}) {
  const { candidate, onDone, onClose } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    riskCandidateRoutes.dismiss,
  );
  const send = () => {
    setTried(true);
    if (!reason.trim() || isPending) return;
    mutate(
      { params: { id: candidate.id }, body: { reason: reason.trim() } },
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
      <DialogHeader>{t('candidates.dismissTitle')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={send}>
          <b>{candidate.title}</b>
          <p className={styles.hint}>{t('candidates.dismissAbout')}</p>
          <TextAreaField
            label={t('candidates.reason')}
            value={reason}
            rows={3}
            onChange={setReason}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && !reason.trim()
                ? t('candidates.reasonMissing')
                : undefined,
            )}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={send}>
          {t('candidates.dismiss')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
