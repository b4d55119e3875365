import type { FieldDefinition } from './fields';

/** What a filter can ask of a field, by the matcher that asks it. A plain value asks `$eq`. */
export const FIELD_OPERATORS = [
  '$eq',
  '$in',
  '$exists',
  '$hasPrefix',
  '$contains',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
] as const;
export type FieldOperator = (typeof FIELD_OPERATORS)[number];

const RANGE = ['$gt', '$gte', '$lt', '$lte'] as const;

/** Whether the choices of a field are numbers, as impact and urgency are. */
export function hasNumericChoices(field: FieldDefinition): boolean {
  return (
    field.type === 'choice' &&
    field.choices !== undefined &&
    field.choices.length > 0 &&
    field.choices.every(c => typeof c.value === 'number')
  );
}

/** Whether values of the field are compared as numbers. */
export function isNumeric(field: FieldDefinition): boolean {
  return field.type === 'number' || hasNumericChoices(field);
}

/** Whether upper and lower case are the same to a filter on the field. */
export function ignoresCase(field: FieldDefinition): boolean {
  return field.type === 'text' || (field.type === 'string' && !field.capitals);
}

/** What a filter can ask of the field. */
export function operatorsOf(field: FieldDefinition): readonly FieldOperator[] {
  if (field.multiple) return ['$contains', '$exists'];
  if (field.type === 'boolean') return ['$eq', '$exists'];
  if (field.type === 'instant') return ['$eq', '$exists', ...RANGE];
  if (isNumeric(field)) return ['$eq', '$in', '$exists', ...RANGE];
  if (field.type === 'choice') return ['$eq', '$in', '$exists'];
  return ['$eq', '$in', '$exists', '$hasPrefix'];
}

/** Whether lists can be sorted by the field. */
export function isSortable(field: FieldDefinition): boolean {
  return (
    field.sortable ??
    (!field.multiple &&
      field.audience !== 'internal' &&
      (field.type !== 'text' || field.key === 'title'))
  );
}
