import { InputError } from '@backstage/errors';
import {
  instantSchema,
  markdownSchema,
  normalizeRef,
  titleSchema,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { z } from 'zod';
import { valueFault } from './valueFault';

/** Of these a field keeps something else than what is written. */
const SCHEMAS: Partial<
  Record<FieldDefinition['type'], z.ZodType<string | number>>
> = {
  text: markdownSchema,
  string: titleSchema,
  instant: instantSchema.transform(s => Date.parse(s)),
};

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
  const read = SCHEMAS[field.type]?.safeParse(value);
  const fault = read
    ? read.error?.issues[0].message.replace(/^Invalid input: /, '')
    : valueFault(field, value);
  if (fault !== undefined) throw new InputError(`${field.key}: ${fault}`);
  if (read) return read.data!;
  return ['user', 'group', 'entity'].includes(field.type)
    ? normalizeRef(value as string)!
    : (value as string | number | boolean);
}
