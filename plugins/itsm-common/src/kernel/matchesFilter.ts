import { ignoresCase } from './fieldOperators';
import type { FieldDefinition } from './fields';
import { foldCase } from './foldCase';
import type { FieldTest, FilterValue, RecordFilter } from './predicate';

const COMPARE = {
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
} as const;

const foldAs = (field: FieldDefinition, text: string) =>
  field.capitals ? text : foldCase(text);

function meets(field: FieldDefinition, test: FieldTest, held: unknown) {
  if (held === undefined || held === null) return false;
  if (test.is === 'present')
    return field.multiple ? (held as unknown[]).length > 0 : true;
  const value =
    typeof held === 'string' && (ignoresCase(field) || test.is === 'prefix')
      ? foldAs(field, held)
      : held;
  switch (test.is) {
    case 'oneOf':
      return test.values.includes(value as FilterValue);
    case 'prefix':
      return (value as string).startsWith(test.prefix);
    default:
      return test.bounds.every(b => COMPARE[b.by](value as number, b.value));
  }
}

/**
 * Whether a record meets a filter; the same answer as the SQL made of it.
 *
 * @param values - the record by field key as the caller may see it: instants in milliseconds,
 *   fields with many values as lists, empty fields absent
 */
export function matchesFilter(
  filter: RecordFilter,
  values: Readonly<Record<string, unknown>>,
): boolean {
  switch (filter.op) {
    case 'all':
      return filter.of.every(part => matchesFilter(part, values));
    case 'any':
      return filter.of.some(part => matchesFilter(part, values));
    case 'not':
      return !matchesFilter(filter.of, values);
    default: {
      const { field, test } = filter;
      const held = values[field.key];
      if (!field.multiple || test.is === 'present')
        return meets(field, test, held);
      return ((held ?? []) as unknown[]).some(one => meets(field, test, one));
    }
  }
}
