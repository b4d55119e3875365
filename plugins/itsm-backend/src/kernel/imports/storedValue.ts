import { InputError } from '@backstage/errors';
import {
  currencySchema,
  normalizeRef,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import { valueFault } from '../fields/valueFault';

/** A text from a file as errors repeat it: the beginning of it. */
export const quoted = (text: string) =>
  `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;

const repeated = ({ type }: FieldDefinition, value: unknown) =>
  type === 'number' && typeof value === 'number'
    ? String(value)
    : quoted(String(value));

/**
 * A value of a row in the form in which its field keeps it. Imports go past the guards of commands; what a
 * field is they cannot change: lists, filters and sums would fail on it.
 *
 * @throws InputError that names the field and says what it takes
 */
export function storedValue(field: FieldDefinition, value: unknown): unknown {
  if (value === undefined) return undefined;
  const kept = keptForm(field, value);
  // How long lines are their columns say; instants were read as such.
  const fault = field.type === 'string' ? undefined : valueFault(field, kept);
  if (fault === undefined) return kept;
  // What is wrong with a long text is not told better by the beginning of it.
  const said = field.type === 'text' ? '' : `${repeated(field, value)} `;
  throw new InputError(`${field.key}: ${said}${fault}`);
}

/** As the field keeps it, where it can. */
function keptForm(field: FieldDefinition, value: unknown): unknown {
  switch (field.type) {
    case 'choice':
      // A file has texts, of numbers too.
      return (
        field.choices?.find(c => String(c.value) === String(value))?.value ??
        value
      );
    case 'user':
    case 'group':
    case 'entity':
      return (typeof value === 'string' && normalizeRef(value)) || value;
    case 'boolean':
      // A mapping may leave it the text that it is.
      return value === 'true' || (value === 'false' ? false : value);
    case 'string':
      return field.capitals && typeof value === 'string'
        ? value.toUpperCase()
        : value;
    default:
      return value;
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
