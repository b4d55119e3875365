import type { FieldChange } from '@callboard/plugin-itsm-common';
import { valueOf, type JournalRow } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { whereAmong } from '../database';
import { loadNamed } from '../deliveries/subjects';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { withCurrencies } from '../journal/sums';
import type { RegisteredType } from '../RecordTypes';

/** What somebody has last seen of a record. */
export interface Look {
  position: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A record whose changes are asked for. */
export interface LookedAt {
  recordId: string;
  type: RegisteredType;
  /** Whether the reader sees fields that are for those who work on the record. */
  internal: boolean;
  look: Look;
}

const KINDS = [
  'record.changed',
  'record.transitioned',
  'link.added',
  'link.removed',
];
/** More is no longer told one by one; the newest are kept. */
const MOST_ENTRIES = 500;
/** Is told by the round itself. */
const NOT_TOLD = new Set(['approval']);
/** What links of the record to entities are called among its fields. */
export const AFFECTED = 'affected';

type Row = Record<string, any>;
const payloadOf = (row: Row): Row =>
  typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload;

/** Where people have last looked at records, or decided about them. One statement. */
export async function readLooks(
  executor: Knex,
  principalRef: string,
  recordIds: readonly string[],
): Promise<Map<string, Look>> {
  if (recordIds.length === 0) return new Map();
  const rows = await whereAmong(
    executor('approval_looks'),
    'record_id',
    recordIds,
  ).where('principal_ref', principalRef);
  return new Map(
    rows.map(row => [
      row.record_id,
      { position: Number(row.position), at: Number(row.at) },
    ]),
  );
}

/** Notes that somebody has seen a record as it is. */
export async function noteLook(
  executor: Knex,
  principalRef: string,
  recordId: string,
  now: number,
): Promise<void> {
  const newest = await executor('journal')
    .where({ subject_type: 'record', subject_id: recordId })
    .max({ at: 'position' })
    .first();
  await executor('approval_looks')
    .insert({
      record_id: recordId,
      principal_ref: principalRef,
      position: Number(newest?.at ?? 0),
      at: now,
    })
    .onConflict(['record_id', 'principal_ref'])
    .merge();
}

/** One field over all entries: as it was before the first and after the last. */
class Changes {
  readonly #byField = new Map<string, FieldChange>();

  put(change: FieldChange): void {
    const known = this.#byField.get(change.field);
    this.#byField.set(change.field, {
      ...change,
      before: known ? known.before : change.before,
    });
  }

  all(): FieldChange[] {
    return [...this.#byField.values()].filter(c => c.before !== c.after);
  }
}

/**
 * What changed of records since somebody last looked, field by field. Three statements however many
 * records, and one more for each type whose sums of money changed.
 */
export async function changesSinceLook(
  knex: Knex,
  principals: PrincipalStore,
  records: readonly LookedAt[],
): Promise<Map<string, FieldChange[]>> {
  if (records.length === 0) return new Map();
  const since = Math.min(...records.map(r => r.look.position));
  const found: Row[] = await whereAmong(
    knex('journal'),
    'subject_id',
    records.map(r => r.recordId),
  )
    .where('subject_type', 'record')
    .where('position', '>', since)
    .whereIn('kind', KINDS)
    .orderBy('position', 'desc')
    .limit(MOST_ENTRIES)
    .select('position', 'subject_id', 'kind', 'payload');
  const rows = found
    .reverse()
    .map(row => ({ ...row, payload: payloadOf(row) }));
  const named = await loadNamed(
    knex,
    principals,
    rows as unknown as JournalRow[],
  );
  const changed = new Map(
    records.map(({ recordId, type, internal, look }) => {
      const changes = new Changes();
      const links = new Map<string, number>();
      for (const row of rows as Row[]) {
        if (row.subject_id !== recordId) continue;
        if (Number(row.position) <= look.position) continue;
        const { link } = row.payload;
        if (link?.target && type.approval?.protectsLinks?.includes(link.kind)) {
          const by = row.kind === 'link.added' ? 1 : -1;
          links.set(link.target, (links.get(link.target) ?? 0) + by);
        }
        for (const change of row.payload.changes ?? []) {
          const field = type.fields.get(change.field);
          if (!field || field.untold || NOT_TOLD.has(field.key)) continue;
          if (!internal && field.audience === 'internal') continue;
          changes.put({
            field: field.key,
            label: field.label,
            type: field.type,
            before: valueOf(named, change.before) as FieldChange['before'],
            after: valueOf(named, change.after) as FieldChange['after'],
          });
        }
      }
      const ofLinks = [...links]
        .filter(([, by]) => by !== 0)
        .map(
          ([target, by]): FieldChange => ({
            field: AFFECTED,
            label: 'Affected',
            type: 'entity',
            ...(by > 0 ? { after: target } : { before: target }),
          }),
        );
      return [recordId, [...changes.all(), ...ofLinks]];
    }),
  );
  for (const type of new Set(records.map(r => r.type)))
    await withCurrencies(
      knex,
      type,
      new Map(
        records
          .filter(r => r.type === type)
          .map(r => [r.recordId, changed.get(r.recordId)!]),
      ),
    );
  return changed;
}
