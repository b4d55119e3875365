import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Radio,
  RadioGroup,
  Select,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  normalizeRef,
  portfolioServiceRoutes,
  RISK_SCORES,
  SERVICE,
  servicePermissions,
  VALUE_SCORES,
} from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  FilingForm,
  focusOnOpen,
  ForWhoMay,
  GroupPicker,
  PageBody,
  problemProps,
  RecordFormParts,
  useDraft,
  useItsmMutation,
  useItsmQuery,
  usePageTitle,
  useRequestKey,
  UserPicker,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { SayButton } from '../demand/SayButton';
import {
  newServiceRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
} from '../routes';
import { useFiled } from '../useFiled';
import { emptyService, problemsOf, toNewService } from './form/draft';
import type { ServiceForm, ServiceFormField } from './form/draft';
import styles from './Register.module.css';
import { portfolioRegisterTranslationRef } from './translation';

const KINDS = ['system', 'component', 'api', 'resource'];

/** Sends what is written, once for the same words. */
function useFiling(onFiled: () => void) {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const hrefOf = useRouteRef(portfolioServiceRouteRef);
  const keyOf = useRequestKey();
  const onSuccess = useFiled({
    words: number => t('form.filed', { number }),
    clear: onFiled,
    hrefOf: number => hrefOf?.({ number }),
  });
  const { mutate, isPending, error } = useItsmMutation(
    portfolioServiceRoutes.file,
  );
  return {
    isPending,
    error,
    send: (body: ReturnType<typeof toNewService>) => {
      mutate({ body, idempotencyKey: keyOf(body) }, { onSuccess });
    },
  };
}

function Form(props: {
  draftOf: string;
  initial: ServiceForm;
  /** Of the portfolio, once it is known. */
  currency: string | undefined;
  onAskCurrency: () => void;
}) {
  const { draftOf, initial, currency, onAskCurrency } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const [form, setForm, clearForm] = useDraft<ServiceForm>(
    `service/${draftOf}`,
    initial,
  );
  const [tried, setTried] = useState(false);
  const filing = useFiling(clearForm);
  const change = (changes: Partial<ServiceForm>) =>
    setForm({ ...form, ...changes });
  const problems = tried ? problemsOf(form, currency) : undefined;
  const problem = (field: ServiceFormField) =>
    problems?.has(field) ? t(`form.problem.${field}`) : undefined;
  const send = () => {
    setTried(true);
    if (!currency) onAskCurrency();
    if (filing.isPending || problemsOf(form, currency).size > 0) return;
    filing.send(toNewService(form, currency));
  };
  const scores = (choices: readonly { value: number; label: string }[]) => [
    { id: '', label: t('form.later') },
    ...choices.map(({ value, label }) => ({ id: String(value), label })),
  ];
  return (
    <FilingForm
      name={t('form.title')}
      onSubmit={send}
      error={filing.error}
      submit={t('form.submit')}
      isPending={filing.isPending}
      onStartOver={clearForm}
    >
      {form.fromRecord && (
        <Text as="p" color="secondary">
          {t('form.about', { number: form.fromRecord })}
        </Text>
      )}
      <RadioGroup
        label={t('form.kind')}
        orientation="horizontal"
        value={form.runs ? 'running' : 'idea'}
        onChange={kind => change({ runs: kind === 'running' })}
      >
        <Radio value="idea">{t('form.idea')}</Radio>
        <Radio value="running">{t('form.running')}</Radio>
      </RadioGroup>
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
      <TextAreaField
        label={t('form.purpose')}
        description={t('form.purposeHint')}
        rows={4}
        value={form.purpose}
        onChange={purpose => change({ purpose })}
      />
      <div className={styles.level}>
        <EntityPicker
          label={t('form.entity')}
          description={t(form.runs ? 'form.entityHint' : 'form.entityIdeaHint')}
          kinds={KINDS}
          value={form.entityRef}
          onChange={entityRef => change({ entityRef })}
          isRequired={form.runs}
          {...problemProps(problem('entity'))}
        />
        <GroupPicker
          label={t('form.owner')}
          description={t('form.ownerHint')}
          value={form.ownerRef}
          onChange={ownerRef => change({ ownerRef })}
          {...problemProps(problem('owner'))}
        />
      </div>
      <div className={styles.level}>
        <UserPicker
          label={t('form.businessOwner')}
          description={t('form.businessOwnerHint')}
          value={form.businessOwnerRef}
          onChange={businessOwnerRef => change({ businessOwnerRef })}
        />
        <TextAreaField
          label={t('form.customers')}
          description={t('form.customersHint')}
          rows={2}
          value={form.customers}
          onChange={customers => change({ customers })}
        />
      </div>
      <div className={styles.thirds}>
        <Select
          label={t('form.value')}
          options={scores(VALUE_SCORES)}
          value={form.value}
          onChange={key => change({ value: String(key ?? '') })}
        />
        <Select
          label={t('form.risk')}
          options={scores(RISK_SCORES)}
          value={form.risk}
          onChange={key => change({ risk: String(key ?? '') })}
        />
        <TextField
          label={t('form.cost')}
          description={currency ? t('form.costHint', { currency }) : undefined}
          inputMode="decimal"
          value={form.cost}
          onChange={cost => change({ cost })}
          {...problemProps(problem('cost') ?? problem('currency'))}
        />
      </div>
      <RecordFormParts
        type={SERVICE}
        entityRefs={form.entityRef ? [form.entityRef] : []}
      />
    </FilingForm>
  );
}

/**
 * The page with the form. `?entity=` is what runs already, `?title=` what it is called, `?owner=` whose it
 * is, `?from=` the record that it comes from.
 */
export function NewServicePage() {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const url = useUrlValues();
  const here = useRouteRef(newServiceRouteRef)?.() ?? '';
  usePageTitle(t('form.title'));
  const all = useRouteRef(portfolioRouteRef)?.();
  const settings = useItsmQuery(portfolioServiceRoutes.settings, {
    staleTime: Infinity,
  });
  const entityRef = normalizeRef(url.get('entity')) || undefined;
  const initial = emptyService({
    runs: entityRef !== undefined,
    entityRef,
    title: url.get('title'),
    ownerRef: normalizeRef(url.get('owner')) || undefined,
    fromRecord: url.get('from') || undefined,
  });
  const draftOf = [entityRef ?? '', url.get('from')].join('/');
  return (
    <BreadcrumbEntry entry={{ label: t('form.title'), href: here }}>
      <PageBody title={t('form.title')}>
        <ForWhoMay
          permission={servicePermissions.create}
          title={t('form.mayNot')}
          who={t('form.mayNotNext')}
          back={{ href: all, label: t('form.back') }}
          actions={<SayButton />}
        >
          <Form
            key={draftOf}
            draftOf={draftOf}
            initial={initial}
            currency={settings.data?.currency}
            onAskCurrency={() => settings.refetch()}
          />
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
