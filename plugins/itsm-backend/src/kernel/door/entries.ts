import type { Audience } from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import type { PayloadChange, PayloadWriter } from '../journal/entries';
import type { RegisteredType } from '../RecordTypes';

/** The fields in which two states of a record differ, as the journal keeps them. */
export function fieldChanges(
  type: RegisteredType,
  before: StoredRecord | undefined,
  after: StoredRecord,
  writer: PayloadWriter,
): { changes: PayloadChange[]; audience: Audience } {
  const changed = [...type.fields.values()].filter(
    f => before?.[f.key] !== after[f.key],
  );
  const visible =
    changed.length === 0 || changed.some(f => f.audience !== 'internal');
  return {
    changes: changed.map(f => writer.change(f, before?.[f.key], after[f.key])),
    audience: visible ? 'requester' : 'internal',
  };
}

/** References of people among a record's values, for the journal's principals. */
export function peopleIn(
  type: RegisteredType,
  ...values: Record<string, unknown>[]
): string[] {
  const refs: string[] = [];
  for (const field of type.fields.values()) {
    if (field.type !== 'user') continue;
    for (const value of values) {
      if (typeof value[field.key] === 'string')
        refs.push(value[field.key] as string);
    }
  }
  return refs;
}
