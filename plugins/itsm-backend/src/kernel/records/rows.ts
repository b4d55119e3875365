import {
  CUSTOM_PREFIX,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { RecordValues, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readCustom, selectCustom } from '../fields/customValues';
import type { RegisteredType } from '../RecordTypes';

/** A row of `records`. */
export interface RecordRow {
  id: string;
  number: string;
  type: string;
  subtype: string | null;
  title: string;
  status: string;
  status_category: string;
  priority: number | null;
  service_ref: string | null;
  owner_ref: string | null;
  assignee_ref: string | null;
  requester_ref: string | null;
  requested_for_ref: string | null;
  customer_ref: string | null;
  channel: string | null;
  visibility: string;
  version: number;
  journal_head: string | null;
  created_at: unknown;
  updated_at: unknown;
  resolved_at: unknown;
  closed_at: unknown;
  approval: string | null;
}

const INSTANTS = new Set(['createdAt', 'updatedAt', 'resolvedAt', 'closedAt']);

/** Every column of `records` that the API shows, by field key. */
export const RECORD_COLUMNS: Readonly<Record<string, keyof RecordRow>> = {
  id: 'id',
  number: 'number',
  type: 'type',
  subtype: 'subtype',
  title: 'title',
  status: 'status',
  statusCategory: 'status_category',
  priority: 'priority',
  serviceRef: 'service_ref',
  ownerRef: 'owner_ref',
  assigneeRef: 'assignee_ref',
  requesterRef: 'requester_ref',
  requestedForRef: 'requested_for_ref',
  customerRef: 'customer_ref',
  channel: 'channel',
  visibility: 'visibility',
  version: 'version',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  resolvedAt: 'resolved_at',
  closedAt: 'closed_at',
  approval: 'approval',
};

const detailAlias = (field: FieldDefinition) => `detail_${field.column}`;

/** Adds the practice's table and columns, and custom values, to a query over `records as r`. */
export function joinDetail(
  query: Knex.QueryBuilder,
  type: RegisteredType,
  keys?: ReadonlySet<string>,
): void {
  selectCustom(query, type);
  if (!type.detail) return;
  const fields = type.detail.fields.filter(f => !keys || keys.has(f.key));
  query
    .leftJoin(`${type.detail.table} as d`, 'd.record_id', 'r.id')
    .select(fields.map(f => `d.${f.column} as ${detailAlias(f)}`));
}

function detailValue(field: FieldDefinition, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (field.type === 'instant') return Number(value);
  if (field.type === 'boolean') return Boolean(value);
  return value;
}

/** A row, with the practice's columns if they were joined, as a record. */
export function toRecord(
  row: RecordRow & Record<string, unknown>,
  type?: RegisteredType,
): StoredRecord {
  const record: RecordValues = {};
  for (const [key, column] of Object.entries(RECORD_COLUMNS)) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    record[key] = INSTANTS.has(key) ? Number(value) : value;
  }
  for (const field of type?.detail?.fields ?? []) {
    const value = detailValue(field, row[detailAlias(field)]);
    if (value !== undefined) record[field.key] = value;
  }
  if (type && row.custom) Object.assign(record, readCustom(type, row.custom));
  return record as StoredRecord;
}

/** The columns of `records` for the given values. */
export function toRecordRow(values: RecordValues): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [key, column] of Object.entries(RECORD_COLUMNS)) {
    if (key in values) row[column] = values[key] ?? null;
  }
  return row;
}

/** The columns of the practice's table for the given values. */
export function toDetailRow(
  type: RegisteredType,
  values: RecordValues,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const field of type.detail?.fields ?? []) {
    if (field.key in values && values[field.key] !== undefined) {
      row[field.column] = values[field.key];
    }
  }
  return row;
}

/** The record as the API shows it: instants in ISO 8601. */
export function presentRecord(
  record: StoredRecord,
  type?: RegisteredType,
): RecordValues {
  const shown: RecordValues = {};
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    const instant =
      INSTANTS.has(key) || type?.fields.get(key)?.type === 'instant';
    const said = instant ? new Date(value as number).toISOString() : value;
    if (key.startsWith(CUSTOM_PREFIX)) {
      const custom = (shown.custom ??= {}) as RecordValues;
      custom[key.slice(CUSTOM_PREFIX.length)] = said;
    } else shown[key] = said;
  }
  return shown;
}
