import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import {
  COST_KINDS,
  COST_PLANS,
  costRoutes,
  ITEM_PLANS,
  monthSchema,
  parseMoney,
  plainMoney,
} from '@callboard/plugin-itsm-common';
import type {
  CostItem,
  CostKind,
  CostLine,
  CostPlan,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';

const isMonth = (text: string) => monthSchema.safeParse(text).success;

function KindSelect(props: {
  value: CostKind;
  onChange: (kind: CostKind) => void;
}) {
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <Select
      label={t('form.kind')}
      options={COST_KINDS.map(value => ({ value, label: t(`kind.${value}`) }))}
      value={props.value}
      onChange={key => props.onChange(key as CostKind)}
    />
  );
}

function PlanSelect<P extends CostPlan | 'both'>(props: {
  plans: readonly P[];
  value: P;
  onChange: (plan: P) => void;
}) {
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <Select
      label={t('form.plan')}
      options={props.plans.map(value => ({
        value,
        label: t(`plan.${value as CostPlan | 'both'}`),
      }))}
      value={props.value}
      onChange={key => props.onChange(key as P)}
    />
  );
}

/** An amount with its currency, and what is wrong with it. */
function AmountFields(props: {
  label: string;
  amount: string;
  currency: string;
  tried: boolean;
  onChange: (values: { amount?: string; currency?: string }) => void;
}) {
  const { label, amount, currency, tried, onChange } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const read = parseMoney(amount, currency.trim().toUpperCase());
  return (
    <div className={styles.pair}>
      <TextField
        label={label}
        description={t('form.amountHint')}
        inputMode="decimal"
        value={amount}
        isRequired
        onChange={text => onChange({ amount: text })}
        {...problemProps(tried && 'fault' in read ? read.fault : undefined)}
      />
      <TextField
        label={t('form.currency')}
        value={currency}
        maxLength={3}
        isRequired
        onChange={text => onChange({ currency: text })}
      />
    </div>
  );
}

/** Writes down a cost or a budget of one month, or changes it. */
export function LineForm(props: {
  serviceRef: string;
  currency: string;
  month: string;
  line?: CostLine;
  onClose: () => void;
}) {
  const { serviceRef, line, onClose } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const draft = useFormDraft(
    `cost/${line?.id ?? serviceRef}`,
    {
      month: line?.month ?? props.month,
      kind: line?.kind ?? ('other' as CostKind),
      plan: line?.plan ?? ('actual' as CostPlan),
      amount: line ? plainMoney(line.amount.minor, line.amount.currency) : '',
      currency: line?.amount.currency ?? props.currency,
      note: line?.note ?? '',
    },
    line?.version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const add = useItsmMutation(costRoutes.addLine);
  const edit = useItsmMutation(costRoutes.changeLine);
  const pending = add.isPending || edit.isPending;
  const save = () => {
    setTried(true);
    const { month, kind, plan, amount, currency, note } = form;
    const read = parseMoney(amount, currency.trim().toUpperCase());
    if (pending || 'fault' in read || !isMonth(month)) return;
    const body = { month, kind, plan, ...read };
    const done = {
      onSuccess: () => {
        draft.clear();
        onClose();
      },
    };
    if (line)
      edit.mutate(
        {
          params: { id: line.id },
          body: { ...body, note: note.trim() || null },
          ifMatch: draft.version,
        },
        done,
      );
    else
      add.mutate(
        { body: { ...body, serviceRef, note: note.trim() || undefined } },
        done,
      );
  };
  return (
    <FormDialog
      title={t('form.line')}
      width={560}
      className={styles.form}
      draft={draft}
      error={add.error ?? edit.error}
      submit={t('save')}
      isPending={pending}
      onSubmit={save}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('form.month')}
        type={'month' as 'text'}
        value={form.month}
        isRequired
        onChange={month => change({ month })}
        {...focusOnOpen()}
        {...problemProps(
          tried && !isMonth(form.month) ? t('form.badMonth') : undefined,
        )}
      />
      <div className={styles.pair}>
        <KindSelect value={form.kind} onChange={kind => change({ kind })} />
        <PlanSelect
          plans={COST_PLANS}
          value={form.plan}
          onChange={plan => change({ plan })}
        />
      </div>
      <AmountFields
        label={t('form.amount')}
        {...form}
        tried={tried}
        onChange={change}
      />
      <TextField
        label={t('form.note')}
        value={form.note}
        maxLength={500}
        onChange={note => change({ note })}
      />
    </FormDialog>
  );
}

/** Adds a line to a cost model, or changes it. */
export function ItemForm(props: {
  serviceRef: string;
  currency: string;
  month: string;
  item?: CostItem;
  onClose: () => void;
}) {
  const { serviceRef, item, onClose } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const draft = useFormDraft(
    `cost-model/${item?.id ?? serviceRef}`,
    {
      title: item?.title ?? '',
      kind: item?.kind ?? ('people' as CostKind),
      plan: item?.plan ?? ('both' as CostItem['plan']),
      quantity: String(item?.quantity ?? 1),
      unit: item?.unit ?? '',
      amount: item ? plainMoney(item.minor, item.currency) : '',
      currency: item?.currency ?? props.currency,
      per: item?.per ?? ('month' as CostItem['per']),
      from: item?.from ?? props.month,
      to: item?.to ?? '',
      contract: item?.contract ?? '',
    },
    item?.version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const add = useItsmMutation(costRoutes.addItem);
  const edit = useItsmMutation(costRoutes.changeItem);
  const pending = add.isPending || edit.isPending;
  const quantity = Number(form.quantity.replace(',', '.'));
  const wrong = {
    title: !form.title.trim(),
    quantity: !(quantity > 0),
    from: !isMonth(form.from),
    to: form.to !== '' && !isMonth(form.to),
  };
  const save = () => {
    setTried(true);
    const read = parseMoney(form.amount, form.currency.trim().toUpperCase());
    if (pending || 'fault' in read || Object.values(wrong).some(Boolean))
      return;
    const body = {
      title: form.title.trim(),
      kind: form.kind,
      plan: form.plan,
      quantity,
      unit: form.unit.trim() || null,
      ...read,
      per: form.per,
      from: form.from,
      to: form.to || null,
      contract: form.contract.trim() || null,
    };
    const done = {
      onSuccess: () => {
        draft.clear();
        onClose();
      },
    };
    if (item)
      edit.mutate(
        { params: { id: item.id }, body, ifMatch: draft.version },
        done,
      );
    else add.mutate({ body: { ...body, serviceRef } }, done);
  };
  const problem = (is: boolean, words: string) =>
    problemProps(tried && is ? words : undefined);
  return (
    <FormDialog
      title={t('form.item')}
      width={560}
      className={styles.form}
      draft={draft}
      error={add.error ?? edit.error}
      submit={t('save')}
      isPending={pending}
      onSubmit={save}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('form.title')}
        description={t('form.titleHint')}
        value={form.title}
        maxLength={200}
        isRequired
        onChange={title => change({ title })}
        {...focusOnOpen()}
        {...problem(wrong.title, t('form.needed'))}
      />
      <div className={styles.pair}>
        <KindSelect value={form.kind} onChange={kind => change({ kind })} />
        <PlanSelect
          plans={ITEM_PLANS}
          value={form.plan}
          onChange={plan => change({ plan })}
        />
        <TextField
          label={t('form.quantity')}
          inputMode="decimal"
          value={form.quantity}
          onChange={text => change({ quantity: text })}
          {...problem(wrong.quantity, t('form.badNumber'))}
        />
        <TextField
          label={t('form.unit')}
          description={t('form.unitHint')}
          value={form.unit}
          maxLength={40}
          onChange={unit => change({ unit })}
        />
      </div>
      <AmountFields
        label={t('form.price')}
        {...form}
        tried={tried}
        onChange={change}
      />
      <div className={styles.pair}>
        <Select
          label={t('form.per')}
          options={[
            { value: 'month', label: t('form.perMonth') },
            { value: 'year', label: t('form.perYear') },
          ]}
          value={form.per}
          onChange={key => change({ per: key as CostItem['per'] })}
        />
        <TextField
          label={t('form.contract')}
          description={t('form.contractHint')}
          value={form.contract}
          onChange={contract => change({ contract })}
        />
        <TextField
          label={t('form.from')}
          type={'month' as 'text'}
          value={form.from}
          onChange={from => change({ from })}
          {...problem(wrong.from, t('form.badMonth'))}
        />
        <TextField
          label={t('form.to')}
          description={t('form.toHint')}
          type={'month' as 'text'}
          value={form.to}
          onChange={to => change({ to })}
          {...problem(wrong.to, t('form.badMonth'))}
        />
      </div>
    </FormDialog>
  );
}
