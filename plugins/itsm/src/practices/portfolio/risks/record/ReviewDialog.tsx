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
  DEFAULT_REVIEW_DAYS,
  LIKELIHOODS,
  RISK_IMPACTS,
  riskRoutes,
  TREATED_RISK_STATES,
} from '@callboard/plugin-itsm-common';
import type { RiskRecord, RiskReview } from '@callboard/plugin-itsm-common';
import {
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Risks.module.css';
import { ScaleSelect } from '../ScaleSelect';
import { risksTranslationRef } from '../translation';

type Numbers = Omit<RiskReview, 'note'>;

/** Says that a risk was reviewed, and what it is by now. */
export function ReviewDialog(props: {
  risk: RiskRecord;
  onReviewed: (risk: RiskRecord) => void;
  onClose: () => void;
}) {
  const { risk, onReviewed, onClose } = props;
  const { number, version } = risk;
  const { t } = useTranslationRef(risksTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(riskRoutes.review);
  const treated =
    (TREATED_RISK_STATES as readonly string[]).includes(risk.status) &&
    risk.residualScore !== undefined;
  const keys = treated
    ? (['residualLikelihood', 'residualImpact'] as const)
    : (['likelihood', 'impact'] as const);
  const [now, setNow] = useState<Numbers>({});
  const [note, setNote] = useState('');
  const send = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: number },
        body: { ...now, note: note.trim() || undefined },
        ifMatch: version,
      },
      {
        onSuccess: reviewed => {
          toast.post({
            title: t('review.done', { number }),
            status: 'success',
          });
          onReviewed(reviewed);
          onClose();
        },
      },
    );
  };
  const scales = [LIKELIHOODS, RISK_IMPACTS] as const;
  const labels = [t('form.likelihood'), t('form.impact')] as const;
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('review.title', { number })}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={send}>
          <p className={styles.hint}>
            {t('review.about', {
              days: String(risk.reviewEvery ?? DEFAULT_REVIEW_DAYS),
            })}
          </p>
          <div className={styles.pair}>
            {keys.map((key, i) => (
              <ScaleSelect
                key={key}
                label={labels[i]}
                scale={scales[i]}
                value={now[key] ?? risk[key]}
                onChange={value => setNow({ ...now, [key]: value })}
              />
            ))}
          </div>
          <TextAreaField
            label={t('review.note')}
            description={t('review.noteHint')}
            rows={3}
            value={note}
            onChange={setNote}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={send}>
          {t('review.do')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
