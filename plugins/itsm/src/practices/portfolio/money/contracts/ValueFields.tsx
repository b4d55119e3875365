import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import { parseMoney, VALUE_PER } from '@callboard/plugin-itsm-common';
import type { ValuePer } from '@callboard/plugin-itsm-common';
import { problemProps } from '@callboard/plugin-itsm-react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';

/** What a contract is worth, as it is written. */
export interface ValueForm {
  amount: string;
  currency: string;
  valuePer: ValuePer;
}

/** What is wrong with it, or what it says; nothing if nothing is written. */
export function readValue({ amount, currency, valuePer }: ValueForm) {
  if (!amount.trim()) return undefined;
  const read = parseMoney(amount, currency.trim().toUpperCase());
  return 'fault' in read
    ? read
    : { valueMinor: read.minor, currency: read.currency, valuePer };
}

/** Writes what a contract is worth. */
export function ValueFields(props: {
  value: ValueForm;
  onChange: (value: ValueForm) => void;
  tried: boolean;
}) {
  const { value, onChange, tried } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const read = readValue(value);
  const change = (changes: Partial<ValueForm>) =>
    onChange({ ...value, ...changes });
  return (
    <div className={styles.pair}>
      <TextField
        label={t('contracts.amount')}
        inputMode="decimal"
        value={value.amount}
        onChange={amount => change({ amount })}
        {...problemProps(
          tried && read && 'fault' in read ? read.fault : undefined,
        )}
      />
      <TextField
        label={t('form.currency')}
        value={value.currency}
        maxLength={3}
        onChange={currency => change({ currency })}
      />
      <Select
        label={t('contracts.valuePer')}
        options={VALUE_PER.map(per => ({
          value: per,
          label: t(`contracts.per.${per}`),
        }))}
        value={value.valuePer}
        onChange={key => change({ valuePer: key as ValuePer })}
      />
    </div>
  );
}
