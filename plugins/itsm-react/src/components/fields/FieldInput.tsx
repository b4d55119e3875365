import { Select, TextAreaField, TextField } from '@backstage/ui';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { EntityPicker, GroupPicker, UserPicker } from '../pickers/EntityPicker';
import { InstantInput } from './InstantInput';
import { LONG_QUICK_INSTANTS } from './instants';

/** A value that a form holds for a field. */
export type FieldValue = string | number | undefined;

/** What a field's control takes. */
export interface FieldInputProps {
  field: FieldDefinition;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  isRequired?: boolean;
  /** It may be changed here, but not taken away. */
  isKept?: boolean;
  error?: string;
  autoFocus?: boolean;
  /** Say the label to screen readers only, where it stands beside the control already. */
  hideLabel?: boolean;
  /** A sentence that says what is meant. */
  description?: string;
  /** Lines of a text's control; 5 unless said otherwise. */
  rows?: number;
}

/**
 * Shows a problem beside a control, found by the form or the server. The control's own checks
 * are off, because they would speak before the form is submitted.
 */
export function problemProps(error: string | undefined) {
  return {
    validationBehavior: 'aria' as const,
    validate: () => error ?? null,
  };
}

/** The control for a field, chosen by the field's type alone. */
export function FieldInput(props: FieldInputProps) {
  const { field, value, onChange, isRequired, error, autoFocus } = props;
  const common = {
    ...(props.hideLabel
      ? { 'aria-label': field.label }
      : { label: field.label }),
    description: props.description,
    isRequired,
    autoFocus,
    ...problemProps(error),
  };
  const text = value === undefined ? '' : String(value);
  const picker = { ...common, value: text || undefined, onChange };
  switch (field.type) {
    case 'user':
      return <UserPicker {...picker} />;
    case 'group':
      return <GroupPicker {...picker} />;
    case 'entity':
      return (
        <EntityPicker
          {...picker}
          kinds={['component', 'system', 'api', 'resource']}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          isInvalid={Boolean(error)}
          description={error ?? props.description}
          options={(field.choices ?? []).map(choice => ({
            id: String(choice.value),
            label: choice.label,
          }))}
          value={text || null}
          onChange={key => {
            const found = field.choices?.find(c => String(c.value) === key);
            onChange(found?.value);
          }}
        />
      );
    case 'text':
      return (
        <TextAreaField
          {...common}
          rows={props.rows ?? 5}
          value={text}
          onChange={onChange}
        />
      );
    case 'instant':
      return (
        <InstantInput
          {...common}
          value={text || undefined}
          onChange={onChange}
          isKept={props.isKept}
          quick={field.ahead === 'months' ? LONG_QUICK_INSTANTS : undefined}
        />
      );
    default:
      return <TextField {...common} value={text} onChange={onChange} />;
  }
}
