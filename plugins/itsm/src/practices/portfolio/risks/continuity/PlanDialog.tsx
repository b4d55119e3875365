import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { TextAreaField, TextField } from '@backstage/ui';
import {
  continuityRoutes,
  DEFAULT_TEST_DAYS,
  minutesWords,
  type ServiceAddress,
  type ServiceContinuity,
} from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { continuityTranslationRef } from '../translation';
import styles from './Continuity.module.css';

const MOST_MINUTES = 525_600;

/** Whole minutes that somebody wrote; undefined if they are none. */
export const minutesIn = (text: string): number | undefined => {
  const value = Number(text.trim());
  return text.trim() !== '' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value <= MOST_MINUTES
    ? value
    : undefined;
};

const isAddress = (text: string) => /^https?:\/\/\S+$/.test(text);

/** Writes down how a service comes back. */
export function PlanDialog(props: {
  address: ServiceAddress;
  name: string;
  continuity: ServiceContinuity;
  onClose: () => void;
}) {
  const { address, name, continuity, onClose } = props;
  const { plan, steps } = continuity;
  const { t } = useTranslationRef(continuityTranslationRef);
  const toast = useApi(toastApiRef);
  const text = (value: number | undefined) =>
    value === undefined ? '' : String(value);
  const draft = useFormDraft(
    `continuity/${Object.values(address).join('/')}`,
    {
      rto: text(plan?.rtoMinutes),
      rpo: text(plan?.rpoMinutes),
      mtd: text(plan?.mtdMinutes),
      every: String(plan?.testEveryDays ?? DEFAULT_TEST_DAYS),
      planUrl: plan?.planUrl ?? '',
      steps: steps ?? '',
      ownerRef: plan?.ownerRef,
    },
    plan?.version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(continuityRoutes.write);
  const rto = minutesIn(form.rto);
  const rpo = minutesIn(form.rpo);
  const mtd = form.mtd.trim() ? minutesIn(form.mtd) : undefined;
  const every = Number(form.every);
  const problems = {
    rto: rto === undefined,
    rpo: rpo === undefined,
    mtd: form.mtd.trim() !== '' && mtd === undefined,
    every: !(Number.isInteger(every) && every >= 1 && every <= 1_825),
    planUrl: form.planUrl.trim() !== '' && !isAddress(form.planUrl.trim()),
  };
  const send = () => {
    setTried(true);
    if (isPending || Object.values(problems).some(Boolean)) return;
    mutate(
      {
        params: address,
        body: {
          rtoMinutes: rto!,
          rpoMinutes: rpo!,
          mtdMinutes: mtd,
          ownerRef: form.ownerRef,
          planUrl: form.planUrl.trim() || undefined,
          testEveryDays: every,
          steps: form.steps.trim() || undefined,
        },
        ifMatch: draft.version,
      },
      {
        onSuccess: () => {
          toast.post({ title: t('written'), status: 'success' });
          draft.clear();
          onClose();
        },
      },
    );
  };
  const minutes = (key: 'rto' | 'rpo' | 'mtd', first = false) => {
    const value = minutesIn(form[key]);
    return (
      <TextField
        label={t('minutesOf', { label: t(key) })}
        description={
          value === undefined || value < 60
            ? t(`${key}Hint`)
            : minutesWords(value)
        }
        inputMode="numeric"
        value={form[key]}
        onChange={next => change({ [key]: next })}
        isRequired={key !== 'mtd'}
        {...(first ? focusOnOpen() : {})}
        {...problemProps(
          tried && problems[key] ? t('problem.minutes') : undefined,
        )}
      />
    );
  };
  return (
    <FormDialog
      title={t('planTitle', { service: name })}
      width={720}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('save')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <div className={styles.level}>
        {minutes('rto', true)}
        {minutes('rpo')}
        {minutes('mtd')}
      </div>
      <TextAreaField
        label={t('steps')}
        rows={6}
        value={form.steps}
        onChange={next => change({ steps: next })}
      />
      <TextField
        label={t('planAt')}
        value={form.planUrl}
        onChange={planUrl => change({ planUrl })}
        {...problemProps(
          tried && problems.planUrl ? t('problem.url') : undefined,
        )}
      />
      <EntityPicker
        label={t('owner')}
        kinds={['group', 'user']}
        value={form.ownerRef}
        onChange={ownerRef => change({ ownerRef })}
      />
      <TextField
        label={t('every')}
        inputMode="numeric"
        value={form.every}
        onChange={next => change({ every: next })}
        {...problemProps(
          tried && problems.every ? t('problem.days') : undefined,
        )}
      />
    </FormDialog>
  );
}
