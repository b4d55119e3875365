import {
  CUSTOM_PREFIX,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { RecordValues } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import { insertRows } from '../insertRows';
import type { RegisteredType } from '../RecordTypes';

/** The columns of `custom_values` that hold a value; each field uses one. */
const COLUMNS = [
  'text_value',
  'string_value',
  'number_value',
  'instant_value',
] as const;

const customFields = (type: RegisteredType) =>
  [...type.fields.values()].filter(f => f.custom);

/** Whether records of the type can have custom values. */
export function hasCustomFields(type: RegisteredType): boolean {
  for (const field of type.fields.values()) if (field.custom) return true;
  return false;
}

/** Adds the custom values of a record to a query over `records as r`, in the column `custom`. */
export function selectCustom(
  query: Knex.QueryBuilder,
  type: RegisteredType,
): void {
  if (!hasCustomFields(type)) return;
  const columns = COLUMNS.map(c => `cv.${c}`).join(', ');
  const made = isPostgres(query as unknown as Knex)
    ? `jsonb_object_agg(cv.field_key, jsonb_build_array(${columns}))`
    : `json_group_object(cv.field_key, json_array(${columns}))`;
  query.select(
    query.client.raw(
      `(select ${made} from custom_values cv where cv.record_id = r.id) as custom`,
    ),
  );
}

function valueOf(field: FieldDefinition, held: unknown[]): unknown {
  const value = held[COLUMNS.indexOf(field.column as (typeof COLUMNS)[number])];
  if (value === null || value === undefined) return undefined;
  if (field.type === 'boolean') return value === 1;
  return value;
}

/**
 * The custom values of a row of {@link selectCustom}, by field key. A value from a time when the
 * field was of another type, or is no longer defined, is not shown.
 */
export function readCustom(
  type: RegisteredType,
  custom: unknown,
): RecordValues {
  if (!custom) return {};
  const held: Record<string, unknown[]> =
    typeof custom === 'string' ? JSON.parse(custom) : custom;
  const values: RecordValues = {};
  for (const field of customFields(type)) {
    const own = held[field.key.slice(CUSTOM_PREFIX.length)];
    const value = own && valueOf(field, own);
    if (value !== undefined) values[field.key] = value;
  }
  return values;
}

function toRow(recordId: string, field: FieldDefinition, value: unknown) {
  const row: Record<string, unknown> = {
    record_id: recordId,
    field_key: field.key.slice(CUSTOM_PREFIX.length),
    text_value: null,
    string_value: null,
    number_value: null,
    instant_value: null,
  };
  row[field.column] = typeof value === 'boolean' ? Number(value) : value;
  return row;
}

/** The rows of custom values among a new record's values. */
export function customRows(
  type: RegisteredType,
  recordId: string,
  values: RecordValues,
): Record<string, unknown>[] {
  return customFields(type)
    .filter(f => values[f.key] !== undefined && values[f.key] !== null)
    .map(f => toRow(recordId, f, values[f.key]));
}

/**
 * Writes the custom values among those of a record that changed; null ends one. Called by the
 * record store, in the door's transaction.
 */
export async function writeCustom(
  tx: Knex.Transaction,
  type: RegisteredType,
  recordId: string,
  changed: RecordValues,
): Promise<void> {
  const touched = customFields(type).filter(f => f.key in changed);
  if (touched.length === 0) return;
  await tx('custom_values')
    .where('record_id', recordId)
    .whereIn(
      'field_key',
      touched.map(f => f.key.slice(CUSTOM_PREFIX.length)),
    )
    .delete();
  await insertRows(tx, 'custom_values', customRows(type, recordId, changed));
}
