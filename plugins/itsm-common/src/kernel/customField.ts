import { z } from 'zod';
import type { FieldDefinition, FieldType } from './fields';
import { AUDIENCES } from './record';
import { LONGEST_TEXT, titleSchema } from './schema';

/** Before the key of a custom field, wherever fields have keys. */
export const CUSTOM_PREFIX = 'custom.';

const FIELD_TYPES = [
  'text',
  'string',
  'number',
  'boolean',
  'instant',
  'choice',
  'user',
  'group',
  'entity',
] as const satisfies readonly FieldType[];

/** The body of a definition of the kind `custom-field`; its key is the field's key. */
export const customFieldSchema = z
  .strictObject({
    recordTypes: z
      .array(z.string().regex(/^[a-z][a-z-]*$/))
      .min(1)
      .max(20)
      .describe('The record types that have the field'),
    label: titleSchema.max(80).describe('The name for people'),
    type: z.enum(FIELD_TYPES),
    choices: z
      .array(
        z.strictObject({
          value: z.string().regex(/^[a-z0-9][\w-]{0,62}$/i),
          label: titleSchema.max(80),
        }),
      )
      .min(1)
      .max(200)
      .optional()
      .describe('The values of a field of the type choice'),
    required: z
      .boolean()
      .default(false)
      .describe('Whether a person who files a record must give it'),
    audience: z
      .enum(AUDIENCES)
      .default('requester')
      .describe('internal: only for those who work on the record'),
    unit: titleSchema.max(20).optional().describe('What a number is in'),
    help: titleSchema.optional().describe('What to write into it'),
  })
  .refine(f => (f.type === 'choice') === (f.choices !== undefined), {
    path: ['choices'],
    message: 'belong to fields of the type choice, and these need them',
  })
  .refine(f => f.unit === undefined || f.type === 'number', {
    path: ['unit'],
    message: 'belongs to fields of the type number',
  });
export type CustomField = z.output<typeof customFieldSchema>;

/** Values of custom fields by key, as a client sets them; `null` empties one. */
export const customValuesSchema = z
  .record(
    z.string().max(63),
    z.union([z.string().max(LONGEST_TEXT), z.number(), z.boolean(), z.null()]),
  )
  .refine(
    values => Object.keys(values).length <= 100,
    'must have at most 100 fields',
  );

const COLUMNS: Record<FieldType, string> = {
  text: 'text_value',
  string: 'string_value',
  choice: 'string_value',
  user: 'string_value',
  group: 'string_value',
  entity: 'string_value',
  number: 'number_value',
  boolean: 'number_value',
  instant: 'instant_value',
};

/** The field that a definition makes. Its column is one of the table `custom_values`. */
export function customFieldDefinition(
  key: string,
  field: CustomField,
): FieldDefinition {
  return {
    key: `${CUSTOM_PREFIX}${key}`,
    column: COLUMNS[field.type],
    label: field.label,
    type: field.type,
    choices: field.choices,
    audience: field.audience,
    setBy: field.audience === 'internal' ? ['worker'] : undefined,
    unit: field.unit,
    help: field.help,
    required: field.required,
    custom: true,
  };
}
