import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Select, TextField } from '@backstage/ui';
import {
  contractPermissions,
  contractRoutes,
  RENEWAL_LABELS,
  RENEWALS,
} from '@callboard/plugin-itsm-common';
import type { Renewal } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  InstantInput,
  problemProps,
  useFormDraft,
  useGo,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { contractRouteRef } from '../../routes';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { AgreementPicker } from './AgreementPicker';
import { readServices, ServicesField } from './ServicesField';
import type { ServicesForm } from './ServicesField';
import { SupplierPicker } from './SupplierPicker';
import { readValue, ValueFields } from './ValueFields';
import type { ValueForm } from './ValueFields';

const EMPTY = {
  title: '',
  supplier: undefined as string | undefined,
  services: { first: undefined, more: [], weights: {} } as ServicesForm,
  agreement: undefined as string | undefined,
  startAt: undefined as string | undefined,
  endAt: undefined as string | undefined,
  renewal: 'manual' as Renewal,
  renewalMonths: '12',
  noticeDays: '',
  value: { amount: '', currency: 'EUR', valuePer: 'year' } as ValueForm,
};

const wholeNumber = (text: string) =>
  /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined;

function TakeUpDialog(props: { supplier?: string; onClose: () => void }) {
  const { supplier: preset, onClose } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const toast = useApi(toastApiRef);
  const go = useGo();
  const hrefOf = useRouteRef(contractRouteRef);
  // What is begun on the page of a supplier is a contract with that one.
  const kept = useFormDraft(`contract/new/${preset ?? ''}`, {
    ...EMPTY,
    supplier: preset,
  });
  const { form: draft, change } = kept;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(contractRoutes.file);
  const value = readValue(draft.value);
  const months = wholeNumber(draft.renewalMonths);
  const automatic = draft.renewal === 'automatic';
  const read = readServices(draft.services);
  const problems = {
    services: !read,
    title: !draft.title.trim(),
    supplier: !draft.supplier,
    value: value !== undefined && 'fault' in value,
    months: automatic && !months,
    notice:
      draft.noticeDays.trim() !== '' &&
      wholeNumber(draft.noticeDays) === undefined,
  };
  const needed = (wrong: boolean, words: string = t('form.needed')) =>
    problemProps(tried && wrong ? words : undefined);
  const submit = () => {
    setTried(true);
    if (Object.values(problems).some(Boolean) || isPending) return;
    mutate(
      {
        body: {
          title: draft.title.trim(),
          supplier: draft.supplier!,
          ...read,
          agreement: draft.agreement,
          startAt: draft.startAt,
          endAt: draft.endAt,
          renewal: draft.renewal,
          renewalMonths: automatic ? months : undefined,
          noticeDays: wholeNumber(draft.noticeDays),
          ...(value && !('fault' in value) && value),
        },
      },
      {
        onSuccess: ({ number }) => {
          toast.post({
            title: t('contracts.taken', { number }),
            status: 'success',
          });
          kept.clear();
          onClose();
          const href = hrefOf?.({ number });
          if (href) go(href);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('contracts.take')}
      width={640}
      className={styles.form}
      draft={kept}
      error={error}
      submit={t('contracts.take')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('contracts.title_')}
        value={draft.title}
        maxLength={200}
        onChange={title => change({ title })}
        isRequired
        {...focusOnOpen()}
        {...needed(problems.title)}
      />
      <SupplierPicker
        value={draft.supplier}
        onChange={supplier => change({ supplier })}
        problem={tried && problems.supplier ? t('form.needed') : undefined}
      />
      <ServicesField
        value={draft.services}
        onChange={services => change({ services })}
        tried={tried}
      />
      <AgreementPicker
        value={draft.agreement}
        onChange={agreement => change({ agreement })}
      />
      <div className={styles.pair}>
        <InstantInput
          label={t('contracts.begins')}
          quick={[]}
          value={draft.startAt}
          onChange={startAt => change({ startAt })}
        />
        <InstantInput
          label={t('contracts.ends')}
          quick={[]}
          value={draft.endAt}
          onChange={endAt => change({ endAt })}
        />
        <Select
          label={t('contracts.renewal')}
          options={RENEWALS.map(id => ({
            value: id,
            label: RENEWAL_LABELS[id],
          }))}
          value={draft.renewal}
          onChange={key => change({ renewal: key as Renewal })}
        />
        {automatic && (
          <TextField
            label={t('contracts.renewalMonths')}
            inputMode="numeric"
            value={draft.renewalMonths}
            onChange={renewalMonths => change({ renewalMonths })}
            {...needed(problems.months)}
          />
        )}
        <TextField
          label={t('contracts.noticeDays')}
          inputMode="numeric"
          value={draft.noticeDays}
          onChange={noticeDays => change({ noticeDays })}
          {...needed(problems.notice, t('form.badNumber'))}
        />
      </div>
      <ValueFields
        value={draft.value}
        onChange={next => change({ value: next })}
        tried={tried}
      />
    </FormDialog>
  );
}

/** Takes up a contract, for whoever may. */
export function TakeUpContract(props: {
  supplier?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { supplier, variant = 'primary' } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [open, setOpen] = useState(false);
  const { allowed } = usePermission({ permission: contractPermissions.create });
  if (!allowed) return null;
  return (
    <>
      <Button
        variant={variant}
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {t('contracts.take')}
      </Button>
      {open && (
        <TakeUpDialog supplier={supplier} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
