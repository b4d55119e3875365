import { textSchema } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';

const MOST_DEPTH = 50;

/** What of a value cannot be kept as JSON in a database; YAML can say more than that. */
export function storableFaults(
  value: unknown,
  path: readonly (string | number)[] = [],
): DefinitionFault[] {
  const name = path.join('.') || 'the body';
  const fault = (message: string) => [{ path, message: `${name}: ${message}` }];
  if (path.length > MOST_DEPTH) return fault('is nested too deeply');
  if (typeof value === 'string') {
    return textSchema.safeParse(value).success
      ? []
      : fault('must not contain the NUL character or half of a character');
  }
  if (typeof value === 'number')
    return Number.isFinite(value) ? [] : fault('must be a finite number');
  if (value === null || typeof value === 'boolean') return [];
  if (Array.isArray(value))
    return value.flatMap((item, i) => storableFaults(item, [...path, i]));
  if (typeof value === 'object') {
    return Object.entries(value as object).flatMap(([key, item]) => [
      ...(textSchema.safeParse(key).success
        ? []
        : fault('has a name with the NUL character or half of a character')),
      ...storableFaults(item, [...path, key]),
    ]);
  }
  return fault('cannot be kept as JSON');
}
