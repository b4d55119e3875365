import { InputError } from '@backstage/errors';
import {
  currencySchema,
  LONGEST_TEXT,
  normalizeRef,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';

const MOST_CHOICES_SAID = 20;

/** A text from a file as errors repeat it: the beginning of it. */
export const quoted = (text: string) =>
  `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;

/** What there is, as errors list it: the first of it. */
export const listed = (values: readonly unknown[]) =>
  `${values.slice(0, MOST_CHOICES_SAID).join(', ')}${
    values.length > MOST_CHOICES_SAID ? ' …' : ''
  }`;

function choiceOf({ key, choices = [] }: FieldDefinition, value: unknown) {
  const chosen = choices.find(c => String(c.value) === String(value));
  if (chosen) return chosen.value;
  throw new InputError(
    `${key}: ${quoted(String(value))} must be one of ${listed(
      choices.map(c => c.value),
    )}`,
  );
}

function refOf({ key, type }: FieldDefinition, value: unknown) {
  const ref = typeof value === 'string' ? normalizeRef(value) : undefined;
  const fits = type === 'entity' || ref?.startsWith(`${type}:`);
  if (ref && fits) return ref;
  const wanted = type === 'entity' ? 'an entity' : `a ${type}`;
  throw new InputError(
    `${key}: ${quoted(
      String(value),
    )} is no reference to ${wanted}; write one like ${
      type === 'entity' ? 'component' : type
    }:default/name`,
  );
}

/**
 * A value of a row in the form in which its field keeps it. Imports go past the guards of commands; what a
 * field is they cannot change: lists, filters and sums would fail on it.
 *
 * @throws InputError that names the field and says what it takes
 */
export function storedValue(field: FieldDefinition, value: unknown): unknown {
  if (value === undefined) return undefined;
  switch (field.type) {
    case 'choice':
      return choiceOf(field, value);
    case 'user':
    case 'group':
    case 'entity':
      return refOf(field, value);
    case 'text':
      if (typeof value === 'string' && value.length > LONGEST_TEXT)
        throw new InputError(
          `${field.key}: has ${value.length} characters, at most ${LONGEST_TEXT} are kept`,
        );
      return value;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw new InputError(
          `${field.key}: ${quoted(String(value))} is no number`,
        );
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
        throw new InputError(
          `${field.key}: ${value} is out of range, at most ${Number.MAX_SAFE_INTEGER} is kept`,
        );
      if (field.currencyIn && value < 0)
        throw new InputError(`${field.key}: ${value} must not be below 0`);
      return value;
    default:
      return field.capitals && typeof value === 'string'
        ? value.toUpperCase()
        : value;
  }
}

/** @throws InputError if a row states a sum of money, and no currency that there is */
export function requireCurrencies(
  fields: ReadonlyMap<string, FieldDefinition>,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const key of Object.keys(values)) {
    const currencyIn = fields.get(key)?.currencyIn;
    if (!currencyIn || values[key] === undefined) continue;
    const said = values[currencyIn];
    if (said === undefined)
      throw new InputError(
        `${currencyIn}: is missing; say which currency ${key} is in, e.g. EUR`,
      );
    if (!currencySchema.safeParse(said).success)
      throw new InputError(
        `${currencyIn}: ${quoted(
          String(said),
        )} is no currency; write one like EUR`,
      );
  }
}
