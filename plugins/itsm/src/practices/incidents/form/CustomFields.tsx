import { Checkbox } from '@backstage/ui';
import type { FieldDefinition, FieldInfo } from '@callboard/plugin-itsm-common';
import { FieldInput, useFields } from '@callboard/plugin-itsm-react';
import type { CustomValues } from './draft';

const PREFIX = 'custom.';

/** The fields that were defined in this portal: those that must be given, or the others. */
export function useCustomFields(required: boolean): FieldInfo[] {
  const { fields = [] } = useFields('incident');
  return fields.filter(field => field.custom && field.required === required);
}

/** The key of a custom field in what is sent. */
export function customKey(field: Pick<FieldInfo, 'key'>): string {
  return field.key.slice(PREFIX.length);
}

function CustomField(props: {
  field: FieldInfo;
  value: CustomValues[string] | undefined;
  error?: string;
  onChange: (value: CustomValues[string] | undefined) => void;
}) {
  const { field, value, error, onChange } = props;
  if (field.type === 'boolean') {
    return (
      <Checkbox isSelected={value === true} onChange={onChange}>
        {field.label}
      </Checkbox>
    );
  }
  const label = field.unit ? `${field.label} (${field.unit})` : field.label;
  return (
    <FieldInput
      field={{ ...field, label } as unknown as FieldDefinition}
      value={value as string | number | undefined}
      description={field.help}
      isRequired={field.required}
      error={error}
      onChange={next => {
        const text = next === undefined ? '' : String(next).trim();
        const number = field.type === 'number' && text !== '';
        // What is no number stays as it was typed, for the server to say so.
        onChange(number && !Number.isNaN(Number(text)) ? Number(text) : next);
      }}
    />
  );
}

/** Fields that were defined in this portal. */
export function CustomFields(props: {
  fields: readonly FieldInfo[];
  values: CustomValues | undefined;
  problems: Readonly<Record<string, string>>;
  onChange: (values: CustomValues) => void;
}) {
  const { fields, values = {}, problems, onChange } = props;
  return (
    <>
      {fields.map(field => {
        const key = customKey(field);
        return (
          <CustomField
            key={key}
            field={field}
            value={values[key]}
            error={problems[key]}
            onChange={value => {
              const { [key]: _, ...others } = values;
              const empty = value === undefined || value === '';
              onChange(empty ? others : { ...others, [key]: value });
            }}
          />
        );
      })}
    </>
  );
}
