import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { RelativeTime } from '../text/RelativeTime';
import { RefLabel } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';

/** The words for a choice's value. */
export function choiceLabel(
  field: FieldDefinition | undefined,
  value: string | number | boolean,
): string {
  const choice = field?.choices?.find(c => String(c.value) === String(value));
  return choice?.label ?? String(value);
}

/** A field's value for reading: references by title, instants relatively, choices in words. */
export function FieldValueText(props: {
  field?: FieldDefinition;
  type?: string;
  value: string | number | boolean | undefined;
  refs?: Refs;
}) {
  const { field, value, refs } = props;
  if (value === undefined || value === '') return <>–</>;
  switch (props.type ?? field?.type) {
    case 'user':
    case 'group':
    case 'entity':
      return <RefLabel entityRef={String(value)} refs={refs} />;
    case 'instant':
      return <RelativeTime instant={new Date(value as never).toISOString()} />;
    case 'boolean':
      return <>{value === true || value === 'true' ? 'Yes' : 'No'}</>;
    case 'choice':
      return <>{choiceLabel(field, value)}</>;
    default:
      // Text has no unit.
      return <>{field?.unit ? `${value} ${field.unit}` : String(value)}</>;
  }
}
