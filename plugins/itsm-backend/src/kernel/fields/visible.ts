import type { StoredRecord } from '@callboard/plugin-itsm-node';
import type { RegisteredType } from '../RecordTypes';

const kept = new WeakMap<object, readonly string[]>();

/** The keys of a type's fields that are for those who work on the record. */
export function internalKeys(type: RegisteredType): readonly string[] {
  const known = kept.get(type.fields);
  if (known) return known;
  const keys = [...type.fields.values()]
    .filter(f => f.audience === 'internal')
    .map(f => f.key);
  kept.set(type.fields, keys);
  return keys;
}

/** The record without what is for those who work on it; the same object if nothing is. */
export function withoutInternal(
  type: RegisteredType | undefined,
  record: StoredRecord,
): StoredRecord {
  const hidden = type ? internalKeys(type) : [];
  if (!hidden.some(key => record[key] !== undefined)) return record;
  const shown = { ...record };
  for (const key of hidden) delete shown[key];
  return shown;
}
