import type { FieldDefinition } from './fields';

/**
 * A filter as it is written: the predicates of `@backstage/filter-predicates` over field keys,
 * and, as an extension, ranges.
 *
 * ```json
 * { "$all": [
 *   { "ownerRef": "mine", "assigneeRef": { "$exists": false } },
 *   { "createdAt": { "$gte": "now-7d" }, "priority": { "$lte": 2 } },
 *   { "$not": { "category": { "$in": ["network", "printing"] } } }
 * ] }
 * ```
 *
 * - Several keys of one object all hold. `$all`, `$any` and `$not` stand alone in theirs.
 * - A value is met if it is equal; texts regardless of case, numbers also as text.
 * - `$in`, `$exists`, `$hasPrefix`, and for fields with many values `$contains`.
 * - `$gt`, `$gte`, `$lt`, `$lte` for numbers and instants; instants as ISO 8601, or as `now`,
 *   `now-7d`, `now+2h` (minutes `m`, hours `h`, days `d`, weeks `w`).
 * - In fields of people and groups `me` is the caller, `mine` the caller and their groups.
 */
export type RecordPredicate = { readonly [key: string]: unknown };

/** The most that a filter may hold. */
export const PREDICATE_LIMITS = {
  /** Objects inside each other. */
  depth: 8,
  /** Fields asked about. */
  leaves: 100,
  /** Values in one `$in`. */
  values: 200,
  /** Characters of one value. */
  characters: 1_000,
} as const;

/** A value as filters compare it: references and choices in their stored form, instants as milliseconds. */
export type FilterValue = string | number | boolean;

/** What is asked of one field. */
export type FieldTest =
  /** One of the values; for fields with many values: among them is one of these. */
  | { is: 'oneOf'; values: readonly FilterValue[] }
  | { is: 'present' }
  | { is: 'prefix'; prefix: string }
  | {
      is: 'range';
      bounds: readonly { by: '>' | '>=' | '<' | '<='; value: number }[];
    };

/**
 * A filter that was read: checked against the fields, with all words resolved. It compiles to SQL
 * and is evaluated in memory with the same result.
 */
export type RecordFilter =
  | { op: 'all' | 'any'; of: readonly RecordFilter[] }
  | { op: 'not'; of: RecordFilter }
  | { op: 'test'; field: FieldDefinition; test: FieldTest };

/** The filter that every record meets. */
export const EVERY_RECORD: RecordFilter = { op: 'all', of: [] };
