import type { OutageKind } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** What people can put right about an outage that follows a record. */
export type OutageField = 'entityRef' | 'kind' | 'begin' | 'end' | 'withdrawn';

/** An outage as it is stored. Instants are milliseconds since the epoch. */
export interface OutageRow {
  id: string;
  entityRef: string;
  kind: OutageKind;
  begin: number;
  end?: number;
  recordId?: string;
  note?: string;
  keeper?: string;
  byPeople: readonly OutageField[];
  withdrawnAt?: number;
  version: number;
  journalHead: string;
  createdAt: number;
  updatedAt: number;
}

/** Which outages are asked for. */
export interface AskedOutages {
  entityRef?: string;
  recordId?: string;
  /** Going on then or later. */
  from?: number;
  /** Begun before. */
  to?: number;
  kinds?: readonly OutageKind[];
  withdrawn?: boolean;
}

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const fromRow = (row: any): OutageRow => ({
  id: row.id,
  entityRef: row.entity_ref,
  kind: row.kind,
  begin: Number(row.begin_at),
  end: instant(row.end_at),
  recordId: optional(row.record_id),
  note: optional(row.note),
  keeper: optional(row.keeper),
  byPeople: row.by_people.split(',').filter(Boolean),
  withdrawnAt: instant(row.withdrawn_at),
  version: Number(row.version),
  journalHead: row.journal_head,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const toRow = (outage: OutageRow) => ({
  id: outage.id,
  entity_ref: outage.entityRef,
  kind: outage.kind,
  begin_at: outage.begin,
  end_at: outage.end ?? null,
  record_id: outage.recordId ?? null,
  note: outage.note ?? null,
  keeper: outage.keeper ?? null,
  by_people: [...outage.byPeople].sort().join(','),
  withdrawn_at: outage.withdrawnAt ?? null,
  version: outage.version,
  journal_head: outage.journalHead,
  created_at: outage.createdAt,
  updated_at: outage.updatedAt,
});

/** The SQL of outages. */
export class OutageStore {
  constructor(readonly knex: Knex) {}

  async find(id: string): Promise<OutageRow | undefined> {
    const row = await this.knex('sl_outages').where({ id }).first();
    return row && fromRow(row);
  }

  /** The outage that a bridge keeps for a record. */
  async kept(
    keeper: string,
    recordId: string,
    executor: Knex,
  ): Promise<OutageRow | undefined> {
    const row = await executor('sl_outages')
      .where({ keeper, record_id: recordId })
      .first();
    return row && fromRow(row);
  }

  /** Those of the records that a bridge keeps an outage for. */
  async recordsKept(
    keeper: string,
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (let i = 0; i < recordIds.length; i += CHUNK) {
      const rows = await executor('sl_outages')
        .where({ keeper })
        .whereIn('record_id', recordIds.slice(i, i + CHUNK))
        .select('record_id');
      for (const row of rows) found.add(row.record_id);
    }
    return found;
  }

  /** Outages, the newest first. One statement. */
  async page(
    asked: AskedOutages,
    limit: number,
    after?: Pick<OutageRow, 'begin' | 'id'>,
  ): Promise<OutageRow[]> {
    const query = this.knex('sl_outages')
      .orderBy([
        { column: 'begin_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (asked.entityRef) query.where('entity_ref', asked.entityRef);
    if (asked.recordId) query.where('record_id', asked.recordId);
    if (asked.kinds?.length) query.whereIn('kind', [...asked.kinds]);
    if (!asked.withdrawn) query.whereNull('withdrawn_at');
    if (asked.to !== undefined) query.where('begin_at', '<', asked.to);
    if (asked.from !== undefined)
      query.where(w =>
        w.whereNull('end_at').orWhere('end_at', '>', asked.from!),
      );
    if (after)
      query.whereRaw('(begin_at, id) < (cast(? as bigint), cast(? as text))', [
        after.begin,
        after.id,
      ]);
    return (await query).map(fromRow);
  }

  /** What counts of an entity within a period. */
  async ofEntity(
    entityRef: string,
    from: number,
    to: number,
  ): Promise<OutageRow[]> {
    const rows = await this.knex('sl_outages')
      .where('entity_ref', entityRef)
      .whereNull('withdrawn_at')
      .where('begin_at', '<', to)
      .where(w => w.whereNull('end_at').orWhere('end_at', '>', from))
      .orderBy(['begin_at', 'id']);
    return rows.map(fromRow);
  }

  /** What counts of entities within a period, by when it began. */
  async within(
    entityRefs: readonly string[],
    from: number,
    to: number,
  ): Promise<OutageRow[]> {
    const found: OutageRow[] = [];
    for (let i = 0; i < entityRefs.length; i += CHUNK) {
      const rows = await this.knex('sl_outages')
        .whereIn('entity_ref', entityRefs.slice(i, i + CHUNK))
        .whereNull('withdrawn_at')
        .where('begin_at', '<', to)
        .where(w => w.whereNull('end_at').orWhere('end_at', '>', from))
        .orderBy(['begin_at', 'id']);
      found.push(...rows.map(fromRow));
    }
    return found;
  }

  /** The entities of which an outage goes on. */
  async goingOn(now: number): Promise<string[]> {
    return this.knex('sl_outages')
      .whereNull('withdrawn_at')
      .where('begin_at', '<=', now)
      .where(w => w.whereNull('end_at').orWhere('end_at', '>', now))
      .distinct('entity_ref')
      .pluck('entity_ref');
  }

  /** The entities of which an outage was ever recorded. */
  async entities(): Promise<string[]> {
    return this.knex('sl_outages')
      .whereNull('withdrawn_at')
      .distinct('entity_ref')
      .orderBy('entity_ref')
      .pluck('entity_ref');
  }

  async insert(tx: Knex.Transaction, outage: OutageRow): Promise<void> {
    await tx('sl_outages').insert(toRow(outage));
  }

  /**
   * Writes what an outage has become.
   *
   * @returns whether it was still as it was read
   */
  async update(tx: Knex.Transaction, outage: OutageRow): Promise<boolean> {
    const { id, version } = outage;
    const changed = await tx('sl_outages')
      .where({ id, version: version - 1 })
      .update(toRow(outage));
    return changed === 1;
  }
}
