import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Radio,
  RadioGroup,
  Select,
  TextField,
} from '@backstage/ui';
import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import { problemProps } from '../fields/FieldInput';
import { EntityPicker } from '../pickers/EntityPicker';
import styles from './ClauseEditor.module.css';
import type { ClauseOperator, ClauseValue } from './clauses';
import { readAgo } from './useClauseWords';

/** What the control for a clause's value takes. */
interface ClauseValueInputProps {
  field: FieldInfo;
  operator: ClauseOperator;
  values: readonly ClauseValue[];
  onChange: (values: readonly ClauseValue[]) => void;
  onSubmit: () => void;
  error?: string;
  /** See {@link FilterSubject}. */
  impersonal?: boolean;
}

const KINDS: Partial<Record<FieldInfo['type'], readonly string[]>> = {
  user: ['user'],
  group: ['group'],
  entity: ['component', 'system', 'api', 'resource'],
};

/** So many hours, days or weeks back from now. */
function AgoInput(props: ClauseValueInputProps) {
  const { values, onChange, error } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const kept = readAgo(values[0]);
  const [unit, setUnit] = useState<string>(kept?.unit ?? 'd');
  const [text, setText] = useState(kept ? String(kept.amount) : '');
  const set = (amount: string, in_: string) => {
    setText(amount);
    setUnit(in_);
    onChange(/^\d{1,5}$/.test(amount) ? [`now-${amount}${in_}`] : []);
  };
  return (
    <div className={styles.ago}>
      <TextField
        aria-label={t('filter.amount')}
        inputMode="numeric"
        value={text}
        onChange={amount => set(amount.trim(), unit)}
        {...problemProps(error && t('filter.problem.number'))}
      />
      <Select
        aria-label={t('filter.unit')}
        options={(['h', 'd', 'w'] as const).map(id => ({
          id,
          label: t(`filter.units.${id}`),
        }))}
        value={unit}
        onChange={key => set(text, String(key))}
      />
    </div>
  );
}

/** A day in the reader's time zone: its first instant, or its last one. */
function DayInput(props: ClauseValueInputProps) {
  const { operator, values, onChange, error } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const day = values[0] && DateTime.fromISO(String(values[0])).toISODate();
  return (
    <TextField
      aria-label={t('filter.value')}
      type={'date' as never}
      value={day || ''}
      onChange={text => {
        const at = DateTime.fromISO(text);
        const edge = operator === 'until' ? at.endOf('day') : at.startOf('day');
        onChange(at.isValid ? [edge.toUTC().toISO()!] : []);
      }}
      {...problemProps(error && t('filter.problem.date'))}
    />
  );
}

/** A person, group or entity, or the viewer. */
function RefInput(props: ClauseValueInputProps) {
  const { field, values, onChange, error, impersonal } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [value] = values;
  const words: Array<'me' | 'mine'> = [];
  if (field.type === 'user' && !impersonal) words.push('me');
  if (field.type === 'group' && !impersonal) words.push('mine');
  return (
    <>
      {words.length > 0 && (
        <div className={styles.words}>
          {words.map(word => (
            <Button
              key={word}
              variant={value === word ? 'primary' : 'secondary'}
              onPress={() => onChange([word])}
            >
              {t(`filter.${word}`)}
            </Button>
          ))}
        </div>
      )}
      <EntityPicker
        aria-label={t('filter.value')}
        kinds={KINDS[field.type]!}
        value={words.includes(value as 'me') ? undefined : (value as string)}
        onChange={ref => onChange(ref ? [ref] : [])}
        {...problemProps(error)}
      />
    </>
  );
}

/** The control for the value of a clause, chosen by its field's type and what is asked. */
export function ClauseValueInput(props: ClauseValueInputProps) {
  const { field, operator, values, onChange, error } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  if (operator === 'since' || operator === 'before')
    return <AgoInput {...props} />;
  if (operator === 'after' || operator === 'until')
    return <DayInput {...props} />;
  if (KINDS[field.type]) return <RefInput {...props} />;
  if (operator === 'in' || operator === 'notIn') {
    const choices = field.choices ?? [];
    return (
      <CheckboxGroup
        aria-label={t('filter.value')}
        value={values.map(String)}
        onChange={next =>
          onChange(
            choices
              .map(choice => choice.value)
              .filter(value => next.includes(String(value))),
          )
        }
        isInvalid={Boolean(error)}
        description={error}
      >
        {choices.map(choice => (
          <Checkbox key={choice.value} value={String(choice.value)}>
            {choice.label}
          </Checkbox>
        ))}
      </CheckboxGroup>
    );
  }
  if (field.type === 'boolean') {
    return (
      <RadioGroup
        aria-label={t('filter.value')}
        value={values.length > 0 ? String(values[0]) : null}
        onChange={next => onChange([next === 'true'])}
      >
        <Radio value="true">{t('filter.is.yes')}</Radio>
        <Radio value="false">{t('filter.is.no')}</Radio>
      </RadioGroup>
    );
  }
  const isNumber = field.type === 'number';
  return (
    <TextField
      aria-label={t('filter.value')}
      inputMode={isNumber ? 'decimal' : undefined}
      defaultValue={values.length > 0 ? String(values[0]) : ''}
      onChange={text => {
        const value = isNumber ? Number(text) : text.trim();
        const given = text.trim() !== '' && !Number.isNaN(value);
        onChange(given ? [value] : []);
      }}
      onKeyDown={event => event.key === 'Enter' && props.onSubmit()}
      {...problemProps(error)}
    />
  );
}
