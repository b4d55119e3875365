import type { StoredRecord } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { RegisteredType } from '../RecordTypes';

/** A record as it begins, before anything is said of it. Its version is 0 until it is written. */
export function newRecord(
  type: RegisteredType,
  number: string,
  createdAt: number,
): StoredRecord {
  const { initial, states } = type.lifecycle;
  return {
    id: uuidv7({ msecs: createdAt }),
    number,
    type: type.type,
    title: '',
    status: initial,
    statusCategory: states[initial].category,
    visibility: 'internal',
    version: 0,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Brings the instants of resolving and closing in step with a status category just entered. */
export function stampStatus(record: StoredRecord, at: number): void {
  if (record.statusCategory === 'resolved') {
    record.resolvedAt = at;
    record.closedAt = undefined;
  } else if (record.statusCategory === 'closed') {
    record.resolvedAt ??= at;
    record.closedAt = at;
  } else if (record.statusCategory === 'cancelled') {
    record.closedAt = at;
  } else {
    record.resolvedAt = undefined;
    record.closedAt = undefined;
  }
}
