import type { RecordFilter } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { RegisteredField } from './fieldSource';

type Fields = ReadonlyMap<string, RegisteredField>;

/** The keys of the fields that a filter asks about. */
export function keysIn(filter: RecordFilter): string[] {
  switch (filter.op) {
    case 'all':
    case 'any':
      return filter.of.flatMap(keysIn);
    case 'not':
      return keysIn(filter.of);
    default:
      return [filter.field.key];
  }
}

/**
 * Fields as a caller knows them: those that depend on who asks are asked for, if they are among the keys. Of
 * all others nothing is read.
 *
 * @throws NotAllowedError for a field that the caller may not know
 */
export async function fieldsFor(
  caller: Caller,
  fields: Fields,
  keys: readonly string[],
): Promise<Fields> {
  const asked = [...new Set(keys)].flatMap(key => {
    const { definition, source } = fields.get(key) ?? {};
    return definition &&
      source?.from === 'contributed' &&
      source.field.forCaller
      ? [{ key, definition, field: source.field }]
      : [];
  });
  if (asked.length === 0) return fields;
  const known = new Map(fields);
  await Promise.all(
    asked.map(async ({ key, definition, field }) => {
      const told = await field.forCaller!(caller);
      known.set(key, {
        definition,
        source: { from: 'contributed', field: { definition, ...told } },
      });
    }),
  );
  return known;
}
