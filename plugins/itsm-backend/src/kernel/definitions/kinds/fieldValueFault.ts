import {
  LONGEST_TEXT,
  normalizeRef,
  textSchema,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';

/** Why a field cannot have a value that a template gives it, or undefined if it can. */
export function fieldValueFault(
  field: FieldDefinition,
  value: string | number | boolean,
): string | undefined {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'number':
      return typeof value === 'number' ? undefined : 'must be a number';
    case 'instant':
      return 'is an instant, which a template cannot know';
    case 'choice': {
      const choices = field.choices?.map(c => c.value) ?? [];
      return choices.includes(value as string | number)
        ? undefined
        : `must be one of ${choices.join(', ')}`;
    }
    case 'user':
    case 'group':
    case 'entity': {
      const ref = typeof value === 'string' ? normalizeRef(value) : undefined;
      if (!ref) return 'must be an entity reference';
      return field.type === 'entity' || ref.startsWith(`${field.type}:`)
        ? undefined
        : `must be a reference to a ${field.type}`;
    }
    default:
      return typeof value === 'string' &&
        value.length <= LONGEST_TEXT &&
        textSchema.safeParse(value).success
        ? undefined
        : 'must be a text';
  }
}
