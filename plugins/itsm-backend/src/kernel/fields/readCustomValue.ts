import { InputError } from '@backstage/errors';
import {
  entityRefSchema,
  instantSchema,
  markdownSchema,
  refOfKind,
  titleSchema,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import { z } from 'zod';

const SCHEMAS = {
  text: markdownSchema,
  string: titleSchema,
  number: z.number({ message: 'must be a number' }),
  boolean: z.boolean({ message: 'must be true or false' }),
  instant: instantSchema.transform(s => Date.parse(s)),
  user: refOfKind('user'),
  group: refOfKind('group'),
  entity: entityRefSchema,
  choice: z.string(),
} as const satisfies Record<FieldDefinition['type'], z.ZodType>;

/**
 * Reads a value of a custom field as a client gives it.
 *
 * @returns its stored form: instants in milliseconds; null empties the field
 * @throws InputError that names the field
 */
export function readCustomValue(
  field: FieldDefinition,
  value: unknown,
): string | number | boolean | null {
  if (value === null || value === undefined || value === '') return null;
  const parsed = SCHEMAS[field.type].safeParse(value);
  if (!parsed.success) {
    const said = parsed.error.issues[0].message.replace(/^Invalid input: /, '');
    throw new InputError(`${field.key}: ${said}`);
  }
  if (
    field.type === 'choice' &&
    !field.choices!.some(c => c.value === parsed.data)
  ) {
    throw new InputError(
      `${field.key}: must be one of ${field
        .choices!.map(c => c.value)
        .join(', ')}`,
    );
  }
  return parsed.data;
}
