import {
  entityRefSchema,
  markdownSchema,
  refOfKind,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { z } from 'zod';

const MOST_CHOICES_SAID = 20;

/** What there is, as errors list it: the first of it. */
export const listed = (values: readonly unknown[]) =>
  `${values.slice(0, MOST_CHOICES_SAID).join(', ')}${
    values.length > MOST_CHOICES_SAID ? ' …' : ''
  }`;

const REFS = {
  user: refOfKind('user'),
  group: refOfKind('group'),
  entity: entityRefSchema,
};

function saidBy(
  schema: z.ZodType,
  value: unknown,
  instead: string,
): string | undefined {
  if (typeof value !== 'string') return instead;
  return schema.safeParse(value).error?.issues[0].message;
}

function numberFault(
  { currencyIn }: FieldDefinition,
  value: unknown,
): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return 'must be a number';
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return `is out of range, at most ${Number.MAX_SAFE_INTEGER} is kept`;
  return currencyIn && value < 0 ? 'must not be below 0' : undefined;
}

/**
 * Why a field cannot have a value, in words that follow its name, or undefined if it can: the same whether it
 * comes from a form, a template or a file. Of instants, which each of those writes otherwise, nothing is said.
 */
export function valueFault(
  field: FieldDefinition,
  value: unknown,
): string | undefined {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'number':
      return numberFault(field, value);
    case 'instant':
      return undefined;
    case 'choice': {
      const choices = field.choices?.map(c => c.value) ?? [];
      return choices.includes(value as string | number)
        ? undefined
        : `must be one of ${listed(choices)}`;
    }
    case 'user':
    case 'group':
    case 'entity':
      return saidBy(REFS[field.type], value, 'must be an entity reference');
    default:
      return saidBy(markdownSchema, value, 'must be a text');
  }
}
