import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Select, Text, TextAreaField, TextField } from '@backstage/ui';
import {
  DEMAND,
  DEMAND_SOURCES,
  demandPermissions,
  demandRoutes,
  normalizeRef,
} from '@callboard/plugin-itsm-common';
import type { DemandSource } from '@callboard/plugin-itsm-common';
import {
  FilingForm,
  focusOnOpen,
  ForWhoMay,
  InstantInput,
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
import { demandRouteRef, demandsRouteRef, newDemandRouteRef } from '../routes';
import { useFiled } from '../useFiled';
import styles from './Demand.module.css';
import { emptyDemand, problemsOf, toNewDemand } from './form/draft';
import type { DemandForm, DemandFormField } from './form/draft';
import { SimilarNeeds } from './form/SimilarNeeds';
import { demandTranslationRef } from './translation';

/** What can be said later. */
function More(props: {
  form: DemandForm;
  change: (changes: Partial<DemandForm>) => void;
  problem: (field: DemandFormField) => string | undefined;
}) {
  const { form, change, problem } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  return (
    <details className={styles.part}>
      <summary>{t('form.more')}</summary>
      <Text as="p" variant="body-small" color="secondary">
        {t('form.moreHint')}
      </Text>
      <div className={styles.level}>
        <Select
          label={t('form.source')}
          options={DEMAND_SOURCES.map(({ value, label }) => ({
            id: value,
            label,
          }))}
          value={form.source ?? null}
          onChange={key =>
            change({ source: (key ?? undefined) as DemandSource | undefined })
          }
        />
        <TextField
          label={t('form.customers')}
          inputMode="numeric"
          value={form.customers}
          onChange={customers => change({ customers })}
          {...problemProps(problem('customers'))}
        />
      </div>
      <InstantInput
        label={t('form.desiredBy')}
        quick={[]}
        value={form.desiredBy}
        onChange={desiredBy => change({ desiredBy })}
      />
      <TextAreaField
        label={t('form.evidence')}
        description={t('form.evidenceHint')}
        rows={3}
        value={form.evidence}
        onChange={evidence => change({ evidence })}
      />
    </details>
  );
}

function Form(props: { draftOf: string; initial: DemandForm }) {
  const { t } = useTranslationRef(demandTranslationRef);
  const hrefOf = useRouteRef(demandRouteRef);
  const [form, setForm, clearForm] = useDraft<DemandForm>(
    `demand/${props.draftOf}`,
    props.initial,
  );
  const [tried, setTried] = useState(false);
  const keyOf = useRequestKey();
  const onSuccess = useFiled({
    words: number => t('form.filed', { number }),
    clear: clearForm,
    hrefOf: number => hrefOf?.({ number }),
  });
  const { mutate, isPending, error } = useItsmMutation(demandRoutes.file);
  const change = (changes: Partial<DemandForm>) =>
    setForm({ ...form, ...changes });
  const problems = tried ? problemsOf(form) : undefined;
  const problem = (field: DemandFormField) =>
    problems?.has(field) ? t(`form.problem.${field}`) : undefined;
  const send = () => {
    setTried(true);
    if (isPending || problemsOf(form).size > 0) return;
    const body = toNewDemand(form);
    mutate({ body, idempotencyKey: keyOf(body) }, { onSuccess });
  };
  return (
    <FilingForm
      name={t('say')}
      onSubmit={send}
      error={error}
      submit={t('form.submit')}
      isPending={isPending}
      onStartOver={clearForm}
      beside={<SimilarNeeds service={form.serviceRef} title={form.title} />}
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
        {...problemProps(problem('title'))}
      />
      <TextField
        label={t('form.whoFor')}
        description={t('form.whoForHint')}
        value={form.whoFor}
        maxLength={300}
        onChange={whoFor => change({ whoFor })}
        isRequired
        {...problemProps(problem('whoFor'))}
      />
      <TextAreaField
        label={t('form.why')}
        description={t('form.whyHint')}
        rows={4}
        value={form.why}
        onChange={why => change({ why })}
        isRequired
        {...problemProps(problem('why'))}
      />
      <ServicePicker
        label={t('form.service')}
        description={t('form.serviceHint')}
        value={form.serviceRef}
        onChange={serviceRef => change({ serviceRef })}
      />
      <RecordFormParts
        type={DEMAND}
        entityRefs={form.serviceRef ? [form.serviceRef] : []}
      />
      <More form={form} change={change} problem={problem} />
    </FilingForm>
  );
}

/**
 * The form in which somebody says what they need. `?service=` presets what it is about, `?about=` the record
 * that it comes from, `?title=` what is needed.
 */
export function NewDemandPage() {
  const { t } = useTranslationRef(demandTranslationRef);
  const url = useUrlValues();
  const here = useRouteRef(newDemandRouteRef)?.() ?? '';
  const all = useRouteRef(demandsRouteRef)?.();
  usePageTitle(t('say'));
  const serviceRef = normalizeRef(url.get('service'));
  const fromRecord = url.get('about') || undefined;
  const draftOf = [serviceRef ?? '', fromRecord ?? ''].join('/');
  return (
    <BreadcrumbEntry entry={{ label: t('say'), href: here }}>
      <PageBody title={t('say')}>
        <ForWhoMay
          permission={demandPermissions.create}
          title={t('form.mayNot')}
          who={t('form.mayNotNext')}
          back={{ href: all, label: t('form.back') }}
        >
          <Form
            key={draftOf}
            draftOf={draftOf}
            initial={emptyDemand({
              title: url.get('title'),
              serviceRef,
              fromRecord,
            })}
          />
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
