import type {
  MaintenanceImpact,
  MaintenanceSource,
  MaintenanceState,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;
/** SQLite takes so many rows in one insert. */
const ROWS = 150;

/** Maintenance as it is stored. Instants are milliseconds since the epoch. */
export interface MaintenanceRow {
  id: string;
  source: MaintenanceSource;
  sourceKey: string;
  /** Empty for a change. */
  occurrence: string;
  recordId?: string;
  title?: string;
  impact: MaintenanceImpact;
  state: MaintenanceState;
  startsAt: number;
  endsAt?: number;
  startedAt?: number;
  endedAt?: number;
  version: number;
  journalHead: string;
  createdAt: number;
  updatedAt: number;
}

/** An item of a maintenance. */
export interface MaintenanceItem {
  ref: string;
  role: 'named' | 'affected';
  distance: number;
}

/** Which maintenance is asked for. */
export interface AskedMaintenance {
  entity?: string;
  states?: readonly MaintenanceState[];
  /** Going on then or later. */
  from?: number;
  /** Begun before. */
  to?: number;
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const fromRow = (row: any): MaintenanceRow => ({
  id: row.id,
  source: row.source,
  sourceKey: row.source_key,
  occurrence: row.occurrence,
  recordId: row.record_id ?? undefined,
  title: row.title ?? undefined,
  impact: row.impact,
  state: row.state,
  startsAt: Number(row.starts_at),
  endsAt: instant(row.ends_at),
  startedAt: instant(row.started_at),
  endedAt: instant(row.ended_at),
  version: Number(row.version),
  journalHead: row.journal_head,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const toRow = (row: MaintenanceRow) => ({
  id: row.id,
  source: row.source,
  source_key: row.sourceKey,
  occurrence: row.occurrence,
  record_id: row.recordId ?? null,
  title: row.title ?? null,
  impact: row.impact,
  state: row.state,
  starts_at: row.startsAt,
  ends_at: row.endsAt ?? null,
  started_at: row.startedAt ?? null,
  ended_at: row.endedAt ?? null,
  version: row.version,
  journal_head: row.journalHead,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

/** The SQL of maintenance. */
export class MaintenanceStore {
  constructor(readonly knex: Knex) {}

  async find(id: string): Promise<MaintenanceRow | undefined> {
    const row = await this.knex('maintenance_windows').where({ id }).first();
    return row && fromRow(row);
  }

  /** What followed from a change or a window: all, or what was planned to end after an instant. */
  async ofSource(
    source: MaintenanceSource,
    sourceKey: string,
    options: { from?: number } = {},
  ): Promise<MaintenanceRow[]> {
    const query = this.knex('maintenance_windows')
      .where({ source, source_key: sourceKey })
      .orderBy('starts_at');
    if (options.from !== undefined) query.where('ends_at', '>', options.from);
    return (await query).map(fromRow);
  }

  /** A page by begin. One statement. */
  async page(
    asked: AskedMaintenance,
    limit: number,
    after?: Pick<MaintenanceRow, 'startsAt' | 'id'>,
  ): Promise<(MaintenanceRow & { role?: MaintenanceItem['role'] })[]> {
    const query = this.knex('maintenance_windows as m')
      .orderBy(['m.starts_at', 'm.id'])
      .limit(limit)
      .select('m.*');
    if (asked.entity !== undefined)
      query
        .join('maintenance_items as i', 'i.maintenance_id', 'm.id')
        .where('i.ref', asked.entity)
        // What was to fail when it was planned, and did not when it began.
        .where(w => w.whereNull('i.at_start').orWhere('i.at_start', true))
        .select('i.role');
    if (asked.states) query.whereIn('m.state', [...asked.states]);
    if (asked.to !== undefined) query.where('m.starts_at', '<', asked.to);
    if (asked.from !== undefined)
      query.where(w =>
        w
          .whereNull('m.ends_at')
          .orWhere('m.ends_at', '>', asked.from!)
          .orWhere('m.state', 'running'),
      );
    if (after)
      query.whereRaw(
        '(m.starts_at, m.id) > (cast(? as bigint), cast(? as text))',
        [after.startsAt, after.id],
      );
    const rows = await query;
    return rows.map(row => ({
      ...fromRow(row),
      ...(row.role && { role: row.role }),
    }));
  }

  /** What goes on and is about items that are among some, or about any. */
  async running(
    refs?: readonly string[],
  ): Promise<{ row: MaintenanceRow; item: MaintenanceItem }[]> {
    const found: { row: MaintenanceRow; item: MaintenanceItem }[] = [];
    const wanted = refs && [...new Set(refs)];
    for (let i = 0; i === 0 || i < (wanted?.length ?? 0); i += CHUNK) {
      const query = this.knex('maintenance_windows as m')
        .join('maintenance_items as i', 'i.maintenance_id', 'm.id')
        .where('m.state', 'running')
        .where('i.at_start', true)
        .orderBy(['m.starts_at', 'm.id', 'i.distance', 'i.ref'])
        .select('m.*', 'i.ref', 'i.role', 'i.distance');
      if (wanted) query.whereIn('i.ref', wanted.slice(i, i + CHUNK));
      else query.where('i.role', 'named');
      for (const row of await query)
        found.push({
          row: fromRow(row),
          item: { ref: row.ref, role: row.role, distance: row.distance },
        });
    }
    return found;
  }

  /** All that maintenance which goes on is about or hits. */
  async underWay(): Promise<string[]> {
    return this.knex('maintenance_windows as m')
      .join('maintenance_items as i', 'i.maintenance_id', 'm.id')
      .where({ 'm.state': 'running', 'i.at_start': true })
      .distinct('i.ref')
      .pluck('i.ref');
  }

  /** What maintenance is about and hits now, the nearest first, so many of each at most. */
  async itemsOf(
    ids: readonly string[],
    most: number,
  ): Promise<Map<string, MaintenanceItem[]>> {
    const items = new Map<string, MaintenanceItem[]>();
    for (let i = 0; i < ids.length; i += CHUNK) {
      const rows = await this.knex
        .select('*')
        .from(
          this.knex('maintenance_items')
            .whereIn('maintenance_id', ids.slice(i, i + CHUNK))
            .where(w => w.whereNull('at_start').orWhere('at_start', true))
            .select(
              'maintenance_id',
              'ref',
              'role',
              'distance',
              this.knex.raw(
                'row_number() over (partition by maintenance_id order by distance, ref) as place',
              ),
            )
            .as('i'),
        )
        .where('place', '<=', most)
        .orderBy(['maintenance_id', 'place']);
      for (const { maintenance_id: id, ref, role, distance } of rows) {
        const own = items.get(id) ?? [];
        items.set(id, own);
        own.push({ ref, role, distance: Number(distance) });
      }
    }
    return items;
  }

  /** How many items maintenance hits beside what it is about. */
  async affectedCounts(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.knex('maintenance_items')
      .whereIn('maintenance_id', [...ids])
      .where('role', 'affected')
      .where(w => w.whereNull('at_start').orWhere('at_start', true))
      .groupBy('maintenance_id')
      .select('maintenance_id', this.knex.raw('count(*) as n'));
    return new Map(
      rows.map(row => [String(row.maintenance_id), Number(row.n)]),
    );
  }

  /** Number, title and visibility of records, by id. */
  async records(
    ids: readonly string[],
  ): Promise<
    Map<string, { number: string; title: string; restricted: boolean }>
  > {
    const rows =
      ids.length === 0
        ? []
        : await this.knex('records')
            .whereIn('id', [...new Set(ids)])
            .select('id', 'number', 'title', 'visibility');
    return new Map(
      rows.map(({ id, number, title, visibility }) => [
        id,
        { number, title, restricted: visibility === 'restricted' },
      ]),
    );
  }

  async insert(
    tx: Knex.Transaction,
    rows: readonly MaintenanceRow[],
  ): Promise<void> {
    for (let i = 0; i < rows.length; i += ROWS / 3)
      await tx('maintenance_windows').insert(
        rows.slice(i, i + ROWS / 3).map(toRow),
      );
  }

  /** @returns whether it was still as it was read */
  async update(tx: Knex.Transaction, row: MaintenanceRow): Promise<boolean> {
    const { id, version } = row;
    const changed = await tx('maintenance_windows')
      .where({ id, version: version - 1 })
      .update(toRow(row));
    return changed === 1;
  }

  /** What it is about as it is planned, in place of what there was. */
  async planItems(
    tx: Knex.Transaction,
    id: string,
    items: readonly MaintenanceItem[],
  ): Promise<void> {
    await tx('maintenance_items').where({ maintenance_id: id }).delete();
    await this.#insertItems(tx, id, items, {
      at_creation: true,
      at_start: null,
    });
  }

  /** What it is about when it begins. What was planned stays to be compared with. */
  async startItems(
    tx: Knex.Transaction,
    id: string,
    items: readonly MaintenanceItem[],
  ): Promise<void> {
    await tx('maintenance_items')
      .where({ maintenance_id: id })
      .update({ at_start: false });
    const planned = new Set(
      (
        await tx('maintenance_items')
          .where({ maintenance_id: id })
          .select('ref')
      ).map(row => row.ref),
    );
    const still = items.filter(({ ref }) => planned.has(ref));
    for (let i = 0; i < still.length; i += CHUNK)
      await tx('maintenance_items')
        .where({ maintenance_id: id })
        .whereIn(
          'ref',
          still.slice(i, i + CHUNK).map(({ ref }) => ref),
        )
        .update({ at_start: true });
    await this.#insertItems(
      tx,
      id,
      items.filter(({ ref }) => !planned.has(ref)),
      { at_creation: false, at_start: true },
    );
  }

  async #insertItems(
    tx: Knex.Transaction,
    id: string,
    items: readonly MaintenanceItem[],
    when: { at_creation: boolean; at_start: boolean | null },
  ): Promise<void> {
    for (let i = 0; i < items.length; i += ROWS)
      await tx('maintenance_items').insert(
        items
          .slice(i, i + ROWS)
          .map(item => ({ maintenance_id: id, ...item, ...when })),
      );
  }
}
