import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, TextField } from '@backstage/ui';
import { FilterButton } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { ciListTranslationRef } from './translation';
import { useClasses } from './useClasses';

function Form(props: {
  keys: ReadonlyArray<{ key: string; label: string; values?: string[] }>;
  attribute: string;
  value: string;
  onApply: (attribute: string, value: string) => void;
}) {
  const { keys, onApply } = props;
  const { t } = useTranslationRef(ciListTranslationRef);
  const [attribute, setAttribute] = useState(props.attribute);
  const [value, setValue] = useState(props.value);
  const values = keys.find(({ key }) => key === attribute)?.values;
  const apply = () => {
    if (attribute && value.trim()) onApply(attribute, value.trim());
  };
  return (
    <>
      <Select
        label={t('filter.attribute')}
        options={keys.map(({ key, label }) => ({ id: key, label }))}
        value={attribute || null}
        onChange={key => {
          setAttribute(String(key));
          setValue('');
        }}
      />
      {values ? (
        <Select
          label={t('filter.value')}
          options={values.map(one => ({ id: one, label: one }))}
          value={value || null}
          onChange={chosen => setValue(String(chosen))}
        />
      ) : (
        <TextField
          label={t('filter.value')}
          value={value}
          onChange={setValue}
          onKeyDown={event => {
            if (event.key === 'Enter') apply();
          }}
        />
      )}
      <Button
        variant="primary"
        isDisabled={!attribute || !value.trim()}
        onPress={apply}
      >
        {t('filter.apply')}
      </Button>
    </>
  );
}

/** Lets through items one of whose attributes has a value; nothing where no class has any. */
export function AttributeFilter(props: {
  /** `environment:prod` */
  value: string;
  onChange: (value: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(ciListTranslationRef);
  const classes = useClasses();
  const [, attribute = '', wanted = ''] = /^([^:]*):(.*)$/.exec(value) ?? [];
  const keys = [
    ...new Map(
      classes.flatMap(c => c.attributes).map(a => [a.key, a] as const),
    ).values(),
  ];
  if (keys.length === 0 && !value) return null;
  const label = keys.find(({ key }) => key === attribute)?.label ?? attribute;
  return (
    <FilterButton
      label={attribute ? label : t('filter.attribute')}
      summary={wanted || undefined}
      onClear={() => onChange(undefined)}
    >
      {close => (
        <Form
          keys={keys}
          attribute={attribute}
          value={wanted}
          onApply={(key, chosen) => {
            onChange(`${key}:${chosen}`);
            close();
          }}
        />
      )}
    </FilterButton>
  );
}
