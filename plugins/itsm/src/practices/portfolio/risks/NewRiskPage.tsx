import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Select, Text, TextAreaField, TextField } from '@backstage/ui';
import {
  DEFAULT_REVIEW_DAYS,
  LIKELIHOODS,
  LONGEST_REVIEW_DAYS,
  normalizeRef,
  RISK,
  RISK_CATEGORIES,
  RISK_IMPACTS,
  riskPermissions,
  riskRoutes,
  type NewRisk,
  type RiskCategory,
} from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  FilingForm,
  focusOnOpen,
  ForWhoMay,
  PageBody,
  problemProps,
  RecordFormParts,
  ServicePicker,
  useDraft,
  useItsmMutation,
  usePageTitle,
  useRequestKey,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { newRiskRouteRef, riskRouteRef, risksRouteRef } from '../routes';
import { useFiled } from '../useFiled';
import styles from './Risks.module.css';
import { ScaleSelect } from './ScaleSelect';
import { risksTranslationRef } from './translation';

interface RiskForm {
  title: string;
  serviceRef?: string;
  ownerRef?: string;
  riskCategory?: RiskCategory;
  cause: string;
  effect: string;
  likelihood?: number;
  impact?: number;
  reviewEvery: string;
  fromRecord?: string;
}

const daysOf = (form: RiskForm): number | undefined => {
  const days = Number(form.reviewEvery);
  return Number.isInteger(days) && days >= 1 && days <= LONGEST_REVIEW_DAYS
    ? days
    : undefined;
};

function toNewRisk(form: RiskForm): NewRisk {
  const { title, cause, effect, reviewEvery: _, ...rest } = form;
  return {
    ...rest,
    title: title.trim(),
    cause: cause.trim() || undefined,
    effect: effect.trim() || undefined,
    reviewEvery: daysOf(form) ?? DEFAULT_REVIEW_DAYS,
  };
}

function Form(props: { draftOf: string; initial: RiskForm }) {
  const { t } = useTranslationRef(risksTranslationRef);
  const hrefOf = useRouteRef(riskRouteRef);
  const [form, setForm, clearForm] = useDraft<RiskForm>(
    `risk/${props.draftOf}`,
    props.initial,
  );
  const [tried, setTried] = useState(false);
  const keyOf = useRequestKey();
  const onSuccess = useFiled({
    words: number => t('form.filed', { number }),
    clear: clearForm,
    hrefOf: number => hrefOf?.({ number }),
  });
  const { mutate, isPending, error } = useItsmMutation(riskRoutes.file);
  const change = (changes: Partial<RiskForm>) =>
    setForm({ ...form, ...changes });
  const missing = !form.title.trim();
  const badDays = daysOf(form) === undefined;
  const send = () => {
    setTried(true);
    if (isPending || missing || badDays) return;
    const body = toNewRisk(form);
    mutate({ body, idempotencyKey: keyOf(body) }, { onSuccess });
  };
  return (
    <FilingForm
      name={t('file')}
      onSubmit={send}
      error={error}
      submit={t('form.submit')}
      isPending={isPending}
      onStartOver={clearForm}
    >
      {form.fromRecord && (
        <Text as="p" color="secondary">
          {t('form.from', { number: form.fromRecord })}
        </Text>
      )}
      <TextField
        label={t('form.what')}
        description={t('form.whatHint')}
        value={form.title}
        maxLength={200}
        onChange={title => change({ title })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(tried && missing ? t('form.missing') : undefined)}
      />
      <ServicePicker
        label={t('form.service')}
        description={t('form.serviceHint')}
        value={form.serviceRef}
        onChange={serviceRef => change({ serviceRef })}
      />
      <EntityPicker
        label={t('form.owner')}
        description={t('form.ownerHint')}
        kinds={['group']}
        value={form.ownerRef}
        onChange={ownerRef => change({ ownerRef })}
      />
      <TextAreaField
        label={t('form.cause')}
        description={t('form.causeHint')}
        rows={3}
        value={form.cause}
        onChange={cause => change({ cause })}
      />
      <TextAreaField
        label={t('form.effect')}
        description={t('form.effectHint')}
        rows={3}
        value={form.effect}
        onChange={effect => change({ effect })}
      />
      <details className={styles.more} open={tried && badDays}>
        <summary>{t('form.more')}</summary>
        <div className={styles.form}>
          <Text as="p" variant="body-small" color="secondary">
            {t('form.moreHint')}
          </Text>
          <div className={styles.pair}>
            <ScaleSelect
              label={t('form.likelihood')}
              scale={LIKELIHOODS}
              value={form.likelihood}
              onChange={likelihood => change({ likelihood })}
            />
            <ScaleSelect
              label={t('form.impact')}
              scale={RISK_IMPACTS}
              value={form.impact}
              onChange={impact => change({ impact })}
            />
            <Select
              label={t('form.category')}
              options={RISK_CATEGORIES.map(({ value, label }) => ({
                id: value,
                label,
              }))}
              value={form.riskCategory ?? null}
              onChange={key =>
                change({
                  riskCategory: (key ?? undefined) as RiskCategory | undefined,
                })
              }
            />
            <TextField
              label={t('form.reviewEvery')}
              inputMode="numeric"
              value={form.reviewEvery}
              onChange={reviewEvery => change({ reviewEvery })}
              {...problemProps(tried && badDays ? t('form.days') : undefined)}
            />
          </div>
        </div>
      </details>
      <RecordFormParts
        type={RISK}
        entityRefs={form.serviceRef ? [form.serviceRef] : []}
      />
    </FilingForm>
  );
}

/**
 * The form in which somebody writes a risk down. `?service=` presets what it is about, `?about=` the record
 * that it comes from, `?title=` what could happen.
 */
export function NewRiskPage() {
  const { t } = useTranslationRef(risksTranslationRef);
  const url = useUrlValues();
  const here = useRouteRef(newRiskRouteRef)?.() ?? '';
  const all = useRouteRef(risksRouteRef)?.();
  usePageTitle(t('file'));
  const serviceRef = normalizeRef(url.get('service'));
  const fromRecord = url.get('about') || undefined;
  const draftOf = [serviceRef ?? '', fromRecord ?? ''].join('/');
  return (
    <BreadcrumbEntry entry={{ label: t('file'), href: here }}>
      <PageBody title={t('file')}>
        <ForWhoMay
          permission={riskPermissions.create}
          title={t('form.mayNot')}
          who={t('form.mayNotNext')}
          back={{ href: all, label: t('form.back') }}
        >
          <Form
            key={draftOf}
            draftOf={draftOf}
            initial={{
              title: url.get('title'),
              serviceRef,
              fromRecord,
              cause: '',
              effect: '',
              reviewEvery: String(DEFAULT_REVIEW_DAYS),
            }}
          />
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
