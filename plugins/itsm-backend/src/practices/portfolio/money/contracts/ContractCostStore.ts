import {
  CONTRACT,
  MANUAL_COSTS,
  readWeights,
  weightsOf,
  type ContractCounts,
  type ContractValue,
  type CostKind,
} from '@callboard/plugin-itsm-common';
import {
  chunksOf,
  FORMER_NAMES,
  formerNamesOf,
  type RecordCondition,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** A contract that is worth something, with the services that it is for. */
export interface CostingContract extends ContractValue {
  id: string;
  number: string;
  counts: ContractCounts;
  kind: CostKind;
  currency: string;
  /** Services by the name that they have now, with what they weigh. */
  weights: ReadonlyMap<string, number>;
  /** Whether somebody wrote it into a cost model. */
  written: boolean;
}

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

/** A service, month, kind and plan of which imports say something. */
export const importedMark = (of: {
  ref: string;
  month: string;
  kind: string;
  plan: string;
}) => `${of.month} ${of.kind} ${of.plan} ${of.ref}`;

/** The SQL of what contracts cost. */
export class ContractCostStore {
  constructor(private readonly knex: Knex) {}

  /** Contracts that hold or held and are worth something; those of some services, or all of them. */
  async all(refs?: readonly string[]): Promise<CostingContract[]> {
    const found = new Map<string, CostingContract>();
    for (const some of refs ? chunksOf([...new Set(refs)]) : [undefined])
      for (const contract of await this.#some(some))
        found.set(contract.id, contract);
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** One row for each service beside the first of a contract. */
  async #some(refs?: readonly string[]): Promise<CostingContract[]> {
    const { knex } = this;
    const query = knex({ ct: 'contracts' })
      .join({ r: 'records' }, 'r.id', 'ct.record_id')
      .leftJoin({ l: 'links' }, on =>
        on
          .on('l.from_id', 'r.id')
          .andOnNotNull('l.to_ref')
          .andOn('l.kind', knex.raw('?', ['affects'])),
      )
      .leftJoin(
        knex.raw(`${FORMER_NAMES} as a`),
        'a.alias_ref',
        'r.service_ref',
      )
      .leftJoin(knex.raw(`${FORMER_NAMES} as b`), 'b.alias_ref', 'l.to_ref')
      .where('r.type', CONTRACT)
      .whereNot('r.status', 'draft')
      .whereNotNull('ct.value_minor')
      .whereNotNull('ct.currency')
      .whereNotNull('ct.start_at')
      .select('ct.*', 'r.id', 'r.number', 'r.status', 'r.closed_at')
      .select({
        first_named: 'r.service_ref',
        first_ref: knex.raw('coalesce(a.ref, r.service_ref)'),
        more_named: 'l.to_ref',
        more_ref: knex.raw('coalesce(b.ref, l.to_ref)'),
        written: knex.raw(
          'case when exists (select 1 from cost_items i where i.contract_number = r.number) then 1 else 0 end',
        ),
      });
    if (refs) {
      const named = formerNamesOf(knex, refs);
      query.where(any =>
        any
          .whereIn('r.service_ref', refs)
          .orWhereIn('r.service_ref', named.clone())
          .orWhereIn(
            'r.id',
            knex('links')
              .where('kind', 'affects')
              .where(to =>
                to.whereIn('to_ref', refs).orWhereIn('to_ref', named.clone()),
              )
              .select('from_id'),
          ),
      );
    }
    const rows = new Map<string, any[]>();
    for (const row of (await query) as any[])
      rows.set(row.id, [...(rows.get(row.id) ?? []), row]);
    return [...rows.values()].map(of => this.#read(of));
  }

  #read(rows: readonly any[]): CostingContract {
    const [row] = rows;
    const said = readWeights(row.cost_weights);
    const services: string[] = [];
    const weights: Record<string, number> = {};
    const add = (ref: string | null, named: string | null) => {
      if (ref === null) return;
      services.push(ref);
      const weight = said[ref] ?? said[named ?? ref];
      if (weight !== undefined) weights[ref] = weight;
    };
    add(row.first_ref, row.first_named);
    for (const { more_ref, more_named } of rows) add(more_ref, more_named);
    const terminated = row.status === 'terminated';
    return {
      id: row.id,
      number: row.number,
      counts: row.counts_as ?? 'automatic',
      kind: row.cost_kind ?? 'suppliers',
      currency: row.currency,
      minor: Number(row.value_minor),
      per: row.value_per ?? 'year',
      startAt: Number(row.start_at),
      endAt: optional(row.end_at),
      renewal: row.renewal ?? undefined,
      renewalMonths: optional(row.renewal_months),
      over: row.status !== 'active',
      until: terminated
        ? optional(row.costs_until) ?? optional(row.closed_at)
        : undefined,
      written: Number(row.written) === 1,
      weights: weightsOf(services, weights),
    };
  }

  /** What contracts are called, of those that somebody may read, by id. */
  async titles(
    ids: readonly string[],
    readable: RecordCondition,
  ): Promise<ReadonlyMap<string, string>> {
    const titles = new Map<string, string>();
    for (const some of chunksOf([...new Set(ids)]))
      for (const row of await this.knex({ r: 'records' })
        .whereIn('r.id', some)
        .whereRaw(readable.sql, readable.bindings)
        .select('r.id', 'r.title'))
        titles.set(row.id, row.title);
    return titles;
  }

  /** What contracts are for, by the id of each of the records that is one. */
  async servedBy(
    tx: Knex,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string[]>> {
    const served = new Map<string, string[]>();
    for (const some of chunksOf([...new Set(ids)])) {
      const rows = await tx({ r: 'records' })
        .leftJoin({ l: 'links' }, on =>
          on.on('l.from_id', 'r.id').andOnNotNull('l.to_ref'),
        )
        .where('r.type', CONTRACT)
        .whereIn('r.id', some)
        .select('r.id', 'r.service_ref', 'l.to_ref');
      for (const { id, service_ref, to_ref } of rows)
        served.set(id, [
          ...(served.get(id) ?? []),
          ...[service_ref, to_ref].filter(ref => ref !== null),
        ]);
    }
    return served;
  }

  /** Services that a contract is for beside its first, as they were named. */
  async services(id: string): Promise<string[]> {
    const rows = await this.knex('links')
      .where({ from_id: id, kind: 'affects' })
      .whereNotNull('to_ref')
      .orderBy('to_ref')
      .select('to_ref');
    return rows.map(row => row.to_ref);
  }

  /** What imports say that services paid in a month, as marks of {@link importedMark}. */
  async imported(
    from: string,
    to: string,
    refs?: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const marks = new Set<string>();
    for (const some of refs ? chunksOf([...new Set(refs)]) : [undefined]) {
      const query = this.knex({ c: 'cost_lines' })
        .leftJoin(
          this.knex.raw(`${FORMER_NAMES} as a`),
          'a.alias_ref',
          'c.service_ref',
        )
        .whereNot('c.source', MANUAL_COSTS)
        .whereBetween('c.month', [from, to])
        .distinct(
          this.knex.raw('coalesce(a.ref, c.service_ref) as ref'),
          'c.month',
          'c.kind',
          'c.plan',
        );
      if (some)
        query.where(any =>
          any
            .whereIn('c.service_ref', some)
            .orWhereIn('c.service_ref', formerNamesOf(this.knex, some)),
        );
      for (const row of (await query) as any[]) marks.add(importedMark(row));
    }
    return marks;
  }
}
