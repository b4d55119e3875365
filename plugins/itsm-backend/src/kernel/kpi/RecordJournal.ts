import type { JournalRow } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import { toJournalRow } from '../followers/JournalReader';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { chunksOf } from './FactStore';

/** Reads what the journal says of records, to go through them again. */
export class RecordJournal {
  constructor(private readonly principals: PrincipalStore) {}

  /** Entries up to a position, with it, by record. */
  async of(
    tx: Knex,
    recordIds: readonly string[],
    kinds: readonly string[],
    upTo: number,
  ): Promise<Map<string, JournalRow[]>> {
    const rows: any[] = [];
    const all = isPostgres(tx);
    for (const chunk of all ? [recordIds] : chunksOf(recordIds)) {
      const query = tx('journal')
        .where('subject_type', 'record')
        .whereIn('kind', [...kinds])
        .where('position', '<=', upTo)
        .orderBy('position');
      if (all) query.whereRaw('subject_id = any(?)', [[...chunk] as any]);
      else query.whereIn('subject_id', [...chunk]);
      rows.push(...(await query));
    }
    const people = rows.flatMap(row =>
      [row.actor_id, row.on_behalf_of_id].filter(id => id !== null),
    );
    const refs = await this.principals.refs(people, tx);
    const byRecord = new Map<string, JournalRow[]>();
    for (const row of rows) {
      const entry = toJournalRow(row, refs);
      const list = byRecord.get(entry.subjectId);
      if (list) list.push(entry);
      else byRecord.set(entry.subjectId, [entry]);
    }
    return byRecord;
  }
}
