import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import {
  DEFAULT_REVIEW_DAYS,
  LIKELIHOODS,
  RISK_IMPACTS,
  riskRoutes,
  TREATED_RISK_STATES,
} from '@callboard/plugin-itsm-common';
import type { RiskRecord, RiskReview } from '@callboard/plugin-itsm-common';
import {
  FormDialog,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
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
  const { number } = risk;
  const { t } = useTranslationRef(risksTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(riskRoutes.review);
  const treated =
    (TREATED_RISK_STATES as readonly string[]).includes(risk.status) &&
    risk.residualScore !== undefined;
  const keys = treated
    ? (['residualLikelihood', 'residualImpact'] as const)
    : (['likelihood', 'impact'] as const);
  const draft = useFormDraft(
    `risk/${number}/review`,
    { now: {} as Numbers, note: '' },
    risk.version,
  );
  const { now, note } = draft.form;
  const send = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: number },
        body: { ...now, note: note.trim() || undefined },
        ifMatch: draft.version,
      },
      {
        onSuccess: reviewed => {
          toast.post({
            title: t('review.done', { number }),
            status: 'success',
          });
          draft.clear();
          onReviewed(reviewed);
          onClose();
        },
      },
    );
  };
  const scales = [LIKELIHOODS, RISK_IMPACTS] as const;
  const labels = [t('form.likelihood'), t('form.impact')] as const;
  return (
    <FormDialog
      title={t('review.title', { number })}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('review.do')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('cancel')}
      onClose={onClose}
    >
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
            onChange={value => draft.change({ now: { ...now, [key]: value } })}
          />
        ))}
      </div>
      <TextAreaField
        label={t('review.note')}
        description={t('review.noteHint')}
        rows={3}
        value={note}
        onChange={text => draft.change({ note: text })}
      />
    </FormDialog>
  );
}
