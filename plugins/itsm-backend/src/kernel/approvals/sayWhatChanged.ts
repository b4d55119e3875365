import { ConflictError } from '@backstage/errors';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { RegisteredType } from '../RecordTypes';
import type { StoredRound } from './model';

const LINKS = 'What it affects';

const payloadOf = (row: any) =>
  typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload;

/**
 * The conflict of somebody who decides about what has changed since they were asked: it says which
 * fields.
 */
export async function sayWhatChanged(
  executor: Knex,
  asked: {
    type: RegisteredType;
    record: StoredRecord;
    /** Whether they are told of fields that are for those who work on the record. */
    internal: boolean;
    /** The round that they decide about. */
    round: number;
    newest: StoredRound;
  },
): Promise<ConflictError> {
  const { type, record, internal, round, newest } = asked;
  if (round > newest.round) {
    return new ConflictError(
      `round: ${record.number} is in round ${newest.round} of its approval, not ${round}; load it again`,
    );
  }
  const rows = await executor('journal')
    .where({
      subject_type: 'record',
      subject_id: record.id,
      kind: 'approval.stale',
    })
    .orderBy('position', 'desc')
    .limit(20);
  const labels = new Set<string>();
  for (const payload of rows.map(payloadOf)) {
    if (payload.round < round) continue;
    for (const key of payload.fields ?? []) {
      const field = type.fields.get(key);
      if (internal || field?.audience !== 'internal')
        labels.add(field?.label ?? key);
    }
    if ((payload.links ?? []).length > 0) labels.add(LINKS);
  }
  const what =
    labels.size > 0 ? `: ${[...labels].join(', ')}` : ', or was asked anew';
  return new ConflictError(
    `${record.number} has changed since its approval was asked${what}. Look at it as it is now and decide then.`,
  );
}
