import type { CostKind, CostPlan } from '@callboard/plugin-itsm-common';
import {
  chunksOf,
  FORMER_NAMES,
  namesOfEntities,
  nameNowSql,
  namesNow,
  rowsAmong,
  upsertRows,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** A cost of a month as it is stored. */
export interface LineRow {
  id: string;
  serviceRef: string;
  month: string;
  kind: CostKind;
  plan: CostPlan;
  minor: number;
  currency: string;
  /** What somebody noted; absent once it was erased. */
  words?: string;
  wordsByRef: string;
  source: string;
  externalId: string;
  version: number;
  journalHead: string;
  createdAt: number;
  updatedAt: number;
}

/** What comes back each month, as it is stored. */
export interface ItemRow {
  id: string;
  serviceRef: string;
  kind: CostKind;
  plan: CostPlan | 'both';
  from: string;
  to?: string;
  /** Thousandths. */
  quantity: number;
  unit?: string;
  minor: number;
  currency: string;
  per: 'month' | 'year';
  contract?: string;
  /** What it is for. */
  words?: string;
  wordsByRef: string;
  version: number;
  journalHead: string;
  createdAt: number;
  updatedAt: number;
}

/** What is written of a service in a month. */
export interface CostSumRow {
  ref: string;
  month: string;
  kind: CostKind;
  plan: CostPlan;
  currency: string;
  minor: number;
}

const common = (row: any) => ({
  id: row.id as string,
  serviceRef: (row.ref ?? row.service_ref) as string,
  kind: row.kind as CostKind,
  minor: Number(row.minor),
  currency: row.currency as string,
  words: (row.words ?? undefined) as string | undefined,
  wordsByRef: row.words_by_ref as string,
  version: Number(row.version),
  journalHead: row.journal_head as string,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const lineOf = (row: any): LineRow => ({
  ...common(row),
  month: row.month,
  plan: row.plan,
  source: row.source,
  externalId: row.external_id,
});

const itemOf = (row: any): ItemRow => ({
  ...common(row),
  plan: row.plan,
  from: row.from_month,
  to: row.to_month ?? undefined,
  quantity: Number(row.quantity),
  unit: row.unit ?? undefined,
  per: row.per,
  contract: row.contract_number ?? undefined,
});

const commonRow = (row: LineRow | ItemRow) => ({
  id: row.id,
  service_ref: row.serviceRef,
  kind: row.kind,
  minor: row.minor,
  currency: row.currency,
  words: row.words ?? null,
  words_by_ref: row.wordsByRef,
  version: row.version,
  journal_head: row.journalHead,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

const lineRow = (line: LineRow) => ({
  ...commonRow(line),
  month: line.month,
  plan: line.plan,
  source: line.source,
  external_id: line.externalId,
});

const itemRow = (item: ItemRow) => ({
  ...commonRow(item),
  plan: item.plan,
  from_month: item.from,
  to_month: item.to ?? null,
  quantity: item.quantity,
  unit: item.unit ?? null,
  per: item.per,
  contract_number: item.contract ?? null,
});

/** Values in pieces that one statement takes; one piece of all where there is nothing to narrow. */
const inChunks = (values?: readonly string[]) =>
  values ? chunksOf([...new Set(values)]) : [undefined];

/** The SQL of costs. Entities that were renamed are told by the name that they have now. */
export class CostStore {
  constructor(readonly knex: Knex) {}

  /** Every name of services; of all of them where none are named. Looked up first: an index finds values alone. */
  async #names(refs?: readonly string[]): Promise<string[] | undefined> {
    return refs && [...(await namesOfEntities(this.knex, refs)).keys()];
  }

  /** Rows of a table, with the name that their service has now, of all services or by some of their names. */
  #of(table: 'cost_lines' | 'cost_items', names?: readonly string[]) {
    const query = this.knex({ c: table }).leftJoin(
      this.knex.raw(`${FORMER_NAMES} as a`),
      'a.alias_ref',
      'c.service_ref',
    );
    if (names) query.whereIn('c.service_ref', [...names]);
    return query;
  }

  readonly #ref = () => this.knex.raw('coalesce(a.ref, c.service_ref)');

  /** What is written of services in some months; of all of them if none are named. */
  async sums(
    from: string,
    to: string,
    refs?: readonly string[],
  ): Promise<CostSumRow[]> {
    const found: CostSumRow[] = [];
    for (const some of inChunks(await this.#names(refs))) {
      const rows = await this.#of('cost_lines', some)
        .whereBetween('c.month', [from, to])
        .groupByRaw('coalesce(a.ref, c.service_ref)')
        .groupBy('c.month', 'c.kind', 'c.plan', 'c.currency')
        .select('c.month', 'c.kind', 'c.plan', 'c.currency')
        .select({ ref: this.#ref() })
        .sum({ minor: 'c.minor' });
      for (const row of rows as any[])
        found.push({ ...row, minor: Number(row.minor) });
    }
    return found;
  }

  /** Cost models that say something of some months; of all services if none are named. */
  async items(
    from: string,
    to: string,
    refs?: readonly string[],
  ): Promise<ItemRow[]> {
    const found: ItemRow[] = [];
    for (const some of inChunks(await this.#names(refs))) {
      const rows = await this.#of('cost_items', some)
        .where('c.from_month', '<=', to)
        .where(any =>
          any.whereNull('c.to_month').orWhere('c.to_month', '>=', from),
        )
        .select('c.*', { ref: this.#ref() })
        .orderBy(['c.created_at', 'c.id']);
      found.push(...rows.map(itemOf));
    }
    return found;
  }

  /** The whole cost model of a service. */
  async model(ref: string, limit: number): Promise<ItemRow[]> {
    const rows = await this.#of('cost_items', await this.#names([ref]))
      .select('c.*', { ref: this.#ref() })
      .orderBy(['c.created_at', 'c.id'])
      .limit(limit);
    return rows.map(itemOf);
  }

  /** Single costs of a service, the newest month first, behind one of them. */
  async lines(
    ref: string,
    options: {
      from?: string;
      to?: string;
      plan?: CostPlan;
      after?: { month: string; id: string };
      limit: number;
    },
  ): Promise<LineRow[]> {
    const { from, to, plan, after, limit } = options;
    const query = this.#of('cost_lines', await this.#names([ref]))
      .select('c.*', { ref: this.#ref() })
      .orderBy([
        { column: 'c.month', order: 'desc' },
        { column: 'c.id', order: 'desc' },
      ])
      .limit(limit);
    if (from) query.where('c.month', '>=', from);
    if (to) query.where('c.month', '<=', to);
    if (plan) query.where('c.plan', plan);
    if (after)
      query.where(any =>
        any
          .where('c.month', '<', after.month)
          .orWhere(both =>
            both.where('c.month', after.month).where('c.id', '<', after.id),
          ),
      );
    return (await query).map(lineOf);
  }

  async line(id: string): Promise<LineRow | undefined> {
    const [row] = await this.#of('cost_lines')
      .where('c.id', id)
      .select('c.*', { ref: this.#ref() });
    return row && lineOf(row);
  }

  async item(id: string): Promise<ItemRow | undefined> {
    const [row] = await this.#of('cost_items')
      .where('c.id', id)
      .select('c.*', { ref: this.#ref() });
    return row && itemOf(row);
  }

  /** How many lines the cost model of a service has. */
  async modelSize(ref: string): Promise<number> {
    const [row] = await this.#of('cost_items', await this.#names([ref])).count({
      n: '*',
    });
    return Number(row.n);
  }

  async insertItem(tx: Knex.Transaction, item: ItemRow): Promise<void> {
    await tx('cost_items').insert(itemRow(item));
  }

  /** Writes lines, those that are there by their id. */
  async putLines(
    tx: Knex.Transaction,
    lines: readonly LineRow[],
  ): Promise<void> {
    await upsertRows(tx, 'cost_lines', lines.map(lineRow), ['id']);
  }

  /** @returns whether it was still as it was read */
  async update(
    tx: Knex.Transaction,
    table: 'cost_lines' | 'cost_items',
    row: LineRow | ItemRow,
  ): Promise<boolean> {
    const changed = await tx(table)
      .where({ id: row.id, version: row.version - 1 })
      .update('source' in row ? lineRow(row) : itemRow(row));
    return changed === 1;
  }

  /** @returns whether it was still as it was read */
  async remove(
    tx: Knex.Transaction,
    table: 'cost_lines' | 'cost_items',
    { id, version }: { id: string; version: number },
  ): Promise<boolean> {
    return (await tx(table).where({ id, version }).delete()) === 1;
  }

  /** Lines of a source by their ids there, locked until the transaction ends. */
  async known(
    source: string,
    externalIds: readonly string[],
    tx?: Knex.Transaction,
  ): Promise<Map<string, LineRow>> {
    const found = new Map<string, LineRow>();
    for (const some of inChunks(externalIds)) {
      const executor = tx ?? this.knex;
      const query = executor('cost_lines as c')
        .where({ source })
        .whereIn('external_id', some ?? [])
        .orderBy('external_id')
        .select('c.*', {
          ref: executor.raw(nameNowSql('c.service_ref')),
        });
      if (tx) query.forUpdate();
      for (const row of await query) found.set(row.external_id, lineOf(row));
    }
    return found;
  }

  /** Owners of entities, by any name that they have had. */
  async owners(
    refs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, { ref: string; ownerRef?: string; gone: boolean }>> {
    const names = await namesNow(executor, refs);
    const rows = await rowsAmong(
      executor,
      'catalog_entities',
      'ref',
      [...names.values()],
      ['ref', 'owner_ref', 'removed_at'],
    );
    const known = new Map(
      rows.map(row => [
        String(row.ref),
        {
          ref: String(row.ref),
          ownerRef: (row.owner_ref ?? undefined) as string | undefined,
          gone: row.removed_at !== null,
        },
      ]),
    );
    return new Map(
      [...names].flatMap(([ref, now]) => {
        const entity = known.get(now);
        return entity ? [[ref, entity] as const] : [];
      }),
    );
  }
}
