import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import {
  LIKELIHOODS,
  RISK_IMPACTS,
  riskCandidateRoutes,
} from '@callboard/plugin-itsm-common';
import type { RiskCandidate } from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
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
  const draft = useFormDraft(`risk-candidate/${candidate.id}/accept`, {
    likelihood: candidate.likelihood,
    impact: candidate.impact,
    ownerRef: candidate.ownerRef,
  });
  const { form, change } = draft;
  const { mutate, isPending, error } = useItsmMutation(
    riskCandidateRoutes.accept,
  );
  const send = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: candidate.id },
        body: form,
      },
      {
        onSuccess: ({ risk }) => {
          if (risk)
            toast.post({
              title: t('candidates.accepted', { number: risk.number }),
              status: 'success',
            });
          draft.clear();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('candidates.acceptTitle')}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('candidates.acceptDo')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <b>{candidate.title}</b>
      <div className={styles.pair}>
        <ScaleSelect
          label={t('form.likelihood')}
          scale={LIKELIHOODS}
          value={form.likelihood}
          onChange={value => change({ likelihood: value ?? form.likelihood })}
        />
        <ScaleSelect
          label={t('form.impact')}
          scale={RISK_IMPACTS}
          value={form.impact}
          onChange={value => change({ impact: value ?? form.impact })}
        />
      </div>
      <EntityPicker
        label={t('candidates.owner')}
        description={t('candidates.ownerHint')}
        kinds={['group']}
        value={form.ownerRef}
        onChange={ownerRef => change({ ownerRef })}
      />
    </FormDialog>
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
  const draft = useFormDraft(`risk-candidate/${candidate.id}/dismiss`, {
    reason: '',
  });
  const { reason } = draft.form;
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
          draft.clear();
          onDone();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('candidates.dismissTitle')}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('candidates.dismiss')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <b>{candidate.title}</b>
      <p className={styles.hint}>{t('candidates.dismissAbout')}</p>
      <TextAreaField
        label={t('candidates.reason')}
        value={reason}
        rows={3}
        onChange={text => draft.change({ reason: text })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && !reason.trim() ? t('candidates.reasonMissing') : undefined,
        )}
      />
    </FormDialog>
  );
}
