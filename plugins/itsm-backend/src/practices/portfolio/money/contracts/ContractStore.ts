import { CONTRACT, SUPPLIER } from '@callboard/plugin-itsm-common';
import { rowsAmong, type RecordCondition } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** What a contract is worth. */
export interface ContractWorth {
  minor: number;
  currency: string;
  per?: string;
}

/** The own queries of suppliers and contracts; their columns are written by the door. */
export class ContractStore {
  constructor(private readonly knex: Knex) {}

  /** Those of the records that are contracts. */
  async among(
    ids: readonly string[],
    tx: Knex = this.knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await rowsAmong(tx, 'contracts', 'record_id', ids, [
      'record_id',
    ]);
    return new Set(rows.map(row => row.record_id));
  }

  /** What contracts are worth, whoever asks: for those who have the permission to see costs. */
  async worth(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, ContractWorth>> {
    const rows = await rowsAmong(this.knex, 'contracts', 'record_id', ids, [
      'record_id',
      'value_minor',
      'currency',
      'value_per',
    ]);
    return new Map(
      rows
        .filter(row => row.value_minor !== null && row.currency !== null)
        .map(row => [
          row.record_id,
          {
            minor: Number(row.value_minor),
            currency: row.currency,
            per: row.value_per ?? undefined,
          },
        ]),
    );
  }

  /** What suppliers are called, of those that somebody may read, by number. */
  async supplierNames(
    numbers: readonly string[],
    readable: RecordCondition,
  ): Promise<ReadonlyMap<string, string>> {
    if (numbers.length === 0) return new Map();
    const rows = await this.knex({ r: 'records' })
      .where('r.type', SUPPLIER)
      .whereIn('r.number', [...new Set(numbers)])
      .whereRaw(readable.sql, readable.bindings)
      .select('r.number', 'r.title');
    return new Map(rows.map(row => [row.number, row.title]));
  }

  /** How many contracts that hold there are with suppliers, of those that somebody may read, by number. */
  async counts(
    suppliers: readonly string[],
    readable: RecordCondition,
  ): Promise<ReadonlyMap<string, number>> {
    if (suppliers.length === 0) return new Map();
    const rows = await this.knex({ c: 'contracts' })
      .join({ r: 'records' }, 'r.id', 'c.record_id')
      .where('r.type', CONTRACT)
      .where('r.status_category', 'open')
      .whereIn('c.supplier_number', [...new Set(suppliers)])
      .whereRaw(readable.sql, readable.bindings)
      .groupBy('c.supplier_number')
      .select('c.supplier_number')
      .count({ n: '*' });
    return new Map(
      (rows as any[]).map(row => [String(row.supplier_number), Number(row.n)]),
    );
  }
}
