import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Text, TextAreaField, TextField, useBreakpoint } from '@backstage/ui';
import {
  DEFAULT_HOURS_EACH,
  initiativeRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  InitiativeSettings,
  KpiInfo,
} from '@callboard/plugin-itsm-common';
import {
  FilingForm,
  focusOnOpen,
  GroupPicker,
  InstantInput,
  problemProps,
  RecordFormParts,
  ServicePicker,
  useDraft,
  useItsmMutation,
  useRequestKey,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { benefitOfInfo } from './benefitOfInfo';
import { problemsOf, toNewInitiative } from './draft';
import type { FormField, InitiativeForm } from './draft';
import styles from './Form.module.css';
import { isWeakTarget, previewOf, targetOf } from './measure';
import type { MeasureContext } from './measure';
import { MeasureInputs } from './MeasureInputs';
import { PreviewPanel } from './PreviewPanel';
import { initiativeFormTranslationRef } from './translation';
import { usePreview } from './usePreview';

const BRIEF_MS = 6_000;

/** Files what is written, once for the same words. */
function useFiling(onFiled: (number: string) => void) {
  const { t } = useTranslationRef(initiativeFormTranslationRef);
  const toast = useApi(toastApiRef);
  const file = useItsmMutation(initiativeRoutes.file);
  const keyOf = useRequestKey();
  return {
    isPending: file.isPending,
    error: file.error,
    send: async (body: object) => {
      try {
        const { number } = await file.mutateAsync({
          body: body as never,
          idempotencyKey: keyOf(body),
        });
        toast.post({
          title: t('filed', { number }),
          status: 'success',
          timeout: BRIEF_MS,
        });
        onFiled(number);
      } catch {
        // It stands in the form.
      }
    },
  };
}

/**
 * Files an initiative. Only what should be better and whose it is must be said; the seven steps ask for the
 * rest. What was written survives a reload and a refusal.
 */
export function FileInitiativeForm(props: {
  /** Names the draft by what the form was opened for. */
  draftOf: string;
  initial: InitiativeForm;
  settings: InitiativeSettings;
  /** Those that can be told. */
  kpis: readonly KpiInfo[];
  onFiled: (number: string) => void;
}) {
  const { draftOf, initial, settings, kpis, onFiled } = props;
  const { t } = useTranslationRef(initiativeFormTranslationRef);
  const [form, setForm, clearForm] = useDraft<InitiativeForm>(
    `initiative/${draftOf}`,
    initial,
  );
  const [tried, setTried] = useState(false);
  const [now] = useState(() => Date.now());
  const beside = useBreakpoint().up('lg');
  const filing = useFiling(number => {
    clearForm();
    onFiled(number);
  });
  const change = (changes: Partial<InitiativeForm>) =>
    setForm({ ...form, ...changes });
  const { measure } = form;
  const context: MeasureContext = { ...form, zone: settings.zone, now };
  const info = kpis.find(({ key }) => key === measure.kpi);
  const preview = usePreview(previewOf(measure, context));
  const found =
    preview.data?.kpi.key === measure.kpi ? preview.data : undefined;
  const problems = tried
    ? problemsOf(form, context, info)
    : new Set<FormField>();
  const problem = (field: FormField) =>
    problems.has(field) ? t(`problem.${field}`) : undefined;
  const send = () => {
    setTried(true);
    if (filing.isPending || problemsOf(form, context, info).size > 0) return;
    if (isWeakTarget(measure, info, found)) return;
    filing.send(toNewInitiative(form, context, info));
  };
  const aside = (
    <PreviewPanel
      form={measure}
      found={found}
      error={preview.error}
      onRetry={() => preview.refetch()}
      target={targetOf(measure, info)}
      zone={settings.zone}
    />
  );
  const benefit = info && benefitOfInfo(info);
  return (
    <FilingForm
      name={t('title')}
      onSubmit={send}
      error={filing.error}
      submit={t('submit')}
      isPending={filing.isPending}
      onStartOver={clearForm}
      beside={beside && aside}
    >
      {form.fromRecord && (
        <Text as="p" color="secondary">
          {t('about', { number: form.fromRecord })}
        </Text>
      )}
      <TextField
        label={t('what')}
        description={t('whatHint')}
        value={form.title}
        onChange={title => change({ title })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(problem('title'))}
      />
      <TextAreaField
        label={t('objective')}
        description={t('objectiveHint')}
        rows={3}
        value={form.objective}
        onChange={objective => change({ objective })}
      />
      <div className={styles.level}>
        <ServicePicker
          label={t('service')}
          description={t('serviceHint')}
          value={form.serviceRef}
          onChange={serviceRef => change({ serviceRef })}
        />
        <GroupPicker
          label={t('owner')}
          description={t('ownerHint')}
          value={form.ownerRef}
          onChange={ownerRef => change({ ownerRef })}
          {...problemProps(problem('owner'))}
        />
      </div>
      <RecordFormParts
        type="initiative"
        entityRefs={form.serviceRef ? [form.serviceRef] : []}
      />
      {kpis.length > 0 && (
        <fieldset className={styles.part}>
          <legend>{t('measure')}</legend>
          <Text as="p" variant="body-small" color="secondary">
            {t('measureHint')}
          </Text>
          <MeasureInputs
            form={measure}
            onChange={next => change({ measure: next })}
            context={context}
            kpis={kpis}
            found={found}
            problems={{
              target: problem('target'),
              days: problem('days'),
            }}
          />
          {!beside && measure.kpi && aside}
        </fieldset>
      )}
      <div className={styles.level}>
        <InstantInput
          label={t('due')}
          description={t('dueHint')}
          quick={[]}
          value={form.dueAt}
          onChange={dueAt => change({ dueAt })}
        />
        <TextField
          label={t('watch')}
          description={t('watchHint')}
          inputMode="numeric"
          value={form.watchDays}
          onChange={watchDays => change({ watchDays })}
          {...problemProps(problem('watch'))}
        />
      </div>
      {benefit && benefit !== 'none' && (
        <fieldset className={styles.part}>
          <legend>{t('benefit')}</legend>
          <div className={styles.beside}>
            <TextField
              label={t(`hoursEach.${benefit}`)}
              description={t('hoursEachHint', {
                usual: String(DEFAULT_HOURS_EACH[benefit]),
              })}
              inputMode="decimal"
              value={form.hoursEach}
              onChange={hoursEach => change({ hoursEach })}
              {...problemProps(problem('hoursEach'))}
            />
            <TextField
              label={t('rate', { currency: settings.currency })}
              description={
                settings.hourlyRate === undefined
                  ? t('rateNone')
                  : t('rateHint', { rate: String(settings.hourlyRate) })
              }
              inputMode="decimal"
              value={form.hourlyRate}
              onChange={hourlyRate => change({ hourlyRate })}
              {...problemProps(problem('hourlyRate'))}
            />
          </div>
        </fieldset>
      )}
    </FilingForm>
  );
}
