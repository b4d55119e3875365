import type { DefinitionDifference } from '@callboard/plugin-itsm-common';
import { canonicalJson } from '../journal/canonical';

type Path = (string | number)[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The values in which two JSON values differ, each at its deepest path. A list whose length
 * changed differs as a whole item by item.
 */
export function differences(
  before: unknown,
  after: unknown,
  path: Path = [],
): DefinitionDifference[] {
  if (canonicalJson(before) === canonicalJson(after)) {
    // Absent and null look the same in canonical JSON.
    if ((before === undefined) === (after === undefined)) return [];
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys]
      .sort()
      .flatMap(key => differences(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }).flatMap((_, i) =>
      differences(before[i], after[i], [...path, i]),
    );
  }
  return [{ path, before, after }];
}
