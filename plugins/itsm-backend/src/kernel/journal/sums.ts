import type {
  FieldChange,
  FieldDefinition,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { whereAmong } from '../database';
import type { RegisteredType } from '../RecordTypes';
import type { PayloadChange } from './entries';

/** An entry as far as it changed fields of the record. */
interface ChangedAt {
  position: number;
  changes: readonly PayloadChange[];
}

type Currency = FieldChange['currency'];

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/** What records state now in a field of their type, by id; one statement. */
export async function statedNow(
  knex: Knex,
  type: RegisteredType,
  key: string,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const column = type.fields.get(key)?.column;
  if (!type.detail || !column || recordIds.length === 0) return new Map();
  const rows = await whereAmong(
    knex(type.detail.table),
    'record_id',
    recordIds,
  ).select('record_id', `${column} as stated`);
  return new Map(
    rows
      .filter(row => row.stated !== null)
      .map(row => [row.record_id, String(row.stated)]),
  );
}

/** What a record stated in a field before entries that came after a position; undefined if none changed it. */
async function statedAt(
  knex: Knex,
  recordId: string,
  key: string,
  before: number,
): Promise<{ value: string | undefined } | undefined> {
  const row = await knex('journal')
    .where({ subject_type: 'record', subject_id: recordId })
    .where('position', '>=', before)
    .whereRaw('cast(payload as text) like ?', [`%"${key}"%`])
    .orderBy('position')
    .first('payload');
  const payload =
    typeof row?.payload === 'string' ? JSON.parse(row.payload) : row?.payload;
  const change = (payload?.changes as PayloadChange[] | undefined)?.find(
    ({ field }) => field === key,
  );
  return change && { value: textOf(change.before) };
}

/**
 * In which currency sums are that entries of one record tell of. A currency seldom changes with its sum, so
 * it is followed from what the record states now back to each entry.
 *
 * @param entries - a page of the journal, newest first
 */
export async function currenciesOfSums(
  knex: Knex,
  question: { recordId: string; type: RegisteredType; before?: number },
  entries: readonly ChangedAt[],
): Promise<(position: number, field: FieldDefinition) => Currency> {
  const { recordId, type, before } = question;
  const changed = new Set(
    entries.flatMap(({ changes }) => changes.map(({ field }) => field)),
  );
  const told = new Map<string, Currency>();
  for (const { key, currencyIn } of type.fields.values()) {
    if (!currencyIn || !changed.has(key)) continue;
    const later =
      before === undefined
        ? undefined
        : await statedAt(knex, recordId, currencyIn, before);
    let stated = later
      ? later.value
      : (await statedNow(knex, type, currencyIn, [recordId])).get(recordId);
    for (const { position, changes } of entries) {
      const own = changes.find(({ field }) => field === currencyIn);
      const earlier = own ? textOf(own.before) : stated;
      told.set(`${position} ${key}`, {
        field: currencyIn,
        before: earlier,
        after: own ? textOf(own.after) : stated,
      });
      stated = earlier;
    }
  }
  return (position, { key }) => told.get(`${position} ${key}`);
}

/**
 * The same of fields over several entries, the last of which is the record as it is now.
 *
 * @param changesOf - what changed, by record
 */
export async function withCurrencies(
  knex: Knex,
  type: RegisteredType,
  changesOf: ReadonlyMap<string, FieldChange[]>,
): Promise<void> {
  for (const { key, currencyIn } of type.fields.values()) {
    if (!currencyIn) continue;
    const sums = [...changesOf].flatMap(([recordId, changes]) => {
      const sum = changes.find(({ field }) => field === key);
      return sum ? [{ recordId, changes, sum }] : [];
    });
    const now = await statedNow(
      knex,
      type,
      currencyIn,
      sums.map(({ recordId }) => recordId),
    );
    for (const { recordId, changes, sum } of sums) {
      const own = changes.find(({ field }) => field === currencyIn);
      const stated = now.get(recordId);
      sum.currency = {
        field: currencyIn,
        before: own ? textOf(own.before) : stated,
        after: own ? textOf(own.after) : stated,
      };
    }
  }
}
