import {
  PORTFOLIO_PARTS,
  type AlignedType,
} from '@callboard/plugin-itsm-common';
import {
  FORMER_NAMES,
  namesOfEntities,
  nameNowSql,
  rowsAmong,
  type RecordCondition,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { PROGRESS_SQL } from '../objectives/ObjectiveStore';

const RETIRED = PORTFOLIO_PARTS.retired.map(s => `'${s}'`).join(', ');
const LIVE = PORTFOLIO_PARTS.live.map(s => `'${s}'`).join(', ');

/** An objective as it is stored, with how far it is. */
export interface ObjectiveRow {
  id: string;
  number: string;
  title: string;
  status: string;
  statusCategory: string;
  theme?: string;
  periodTo?: number;
  progress?: number;
}

/** How many records of a type serve an objective. */
export interface ServingRow {
  objectiveId: string;
  type: AlignedType;
  direct: number;
  through: number;
}

/** A record that is looked at. */
export interface AlignedRow {
  id: string;
  number: string;
  type: AlignedType;
  title: string;
  status: string;
  statusCategory: string;
  priority?: number;
  serviceRef?: string;
  ownerRef?: string;
  createdAt: number;
  how?: 'direct' | 'through';
}

/** Who asks, and of which time. */
export interface Looking {
  /** What the caller may read, of all types. */
  readable: RecordCondition;
  /** Changes, initiatives and needs closed before it do not count. */
  since: number;
}

const numberOf = (value: unknown): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

const objectiveOf = (row: any): ObjectiveRow => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  statusCategory: row.status_category,
  theme: row.theme ?? undefined,
  periodTo: numberOf(row.period_to),
  progress: numberOf(row.progress),
});

const alignedOf = (row: any): AlignedRow => ({
  id: row.id,
  number: row.number,
  type: row.type,
  title: row.title,
  status: row.status,
  statusCategory: row.status_category,
  priority: numberOf(row.priority),
  serviceRef: row.service_ref ?? undefined,
  ownerRef: row.owner_ref ?? undefined,
  createdAt: Number(row.created_at),
  how: row.how ?? undefined,
});

interface Sql {
  sql: string;
  bindings: any[];
}

const ACTIVE = `r.type = 'business-objective' and r.status_category <> 'cancelled'`;
const COLUMNS =
  'r.id, r.number, r.type, r.title, r.status, r.status_category, r.priority, r.service_ref, r.owner_ref, r.created_at';
/** Whether the record `r` says itself that it serves one of the objectives. */
const DIRECT = `exists (select 1 from links l where l.from_id = r.id and l.kind = 'serves' and l.to_id in (select id from objs))`;
/** Whether the service that the record `r` is about serves one. */
const THROUGH = `(r.service_ref is not null and r.service_ref in (select ref from reach))`;

/**
 * The SQL of what serves which objective. A record serves one itself, by a link; or through the service
 * that it is about: the record of the portfolio that holds that entity, or the system that the entity is
 * part of. Objectives, services and records that the caller may not read do not count on any way.
 */
export class AlignmentStore {
  constructor(private readonly knex: Knex) {}

  /** What counts of records `r`: what is wanted, and not over for too long. */
  #counts(since: number): Sql {
    return {
      sql: `(case when r.type = 'service' then r.status not in (${RETIRED})
        when r.type in ('demand', 'change', 'initiative') then r.status_category <> 'cancelled' and (r.closed_at is null or r.closed_at >= ?)
        else false end)`,
      bindings: [since],
    };
  }

  /** What ought to serve something: services that are being made or run, open needs, and recent work. */
  #ought(since: number): Sql {
    return {
      sql: `(case when r.type = 'service' then r.status in (${LIVE})
        when r.type = 'demand' then r.status_category not in ('closed', 'cancelled')
        when r.type in ('change', 'initiative') then r.status_category <> 'cancelled' and (r.closed_at is null or r.closed_at >= ?)
        else false end)`,
      bindings: [since],
    };
  }

  /** The objectives that count, the services that serve them, and the entities that lead to those. */
  #withs({ readable, since }: Looking, objectiveId?: string): Sql {
    return {
      sql: `with objs as (
          select r.id from records r
          where ${ACTIVE} and (r.closed_at is null or r.closed_at >= ?) and ${
        readable.sql
      } ${objectiveId ? 'and r.id = ?' : ''}
        ), svc as (
          select ${nameNowSql(
            's.entity_ref',
          )} as entity_ref, l.to_id as objective_id, r.id as service_id
          from records r
          join services s on s.record_id = r.id
          join links l on l.from_id = r.id and l.kind = 'serves'
          where r.type = 'service' and r.status not in (${RETIRED})
            and s.entity_ref is not null and ${readable.sql}
            and l.to_id in (select id from objs)
        ), near as (
          select entity_ref as ref, objective_id, service_id from svc
          union
          select e.ref, svc.objective_id, svc.service_id from svc
          join catalog_entities e on e.system_ref = svc.entity_ref and e.removed_at is null
        ), reach as (
          select ref, objective_id, service_id from near
          union
          select n.alias_ref, near.objective_id, near.service_id from near
          join ${FORMER_NAMES} n on n.ref = near.ref
        ) `,
      bindings: [
        since,
        ...readable.bindings,
        ...(objectiveId ? [objectiveId] : []),
        ...readable.bindings,
      ],
    };
  }

  async #rows({ sql, bindings }: Sql): Promise<any[]> {
    const answer: any = await this.knex.raw(sql, bindings);
    return Array.isArray(answer) ? answer : answer.rows;
  }

  /** Objectives that are written down or pursued, the first to end first. */
  async objectives(
    readable: RecordCondition,
    limit: number,
  ): Promise<ObjectiveRow[]> {
    const rows = await this.knex('records as r')
      .join('business_objectives as d', 'd.record_id', 'r.id')
      .where('r.type', 'business-objective')
      .whereIn('r.status_category', ['draft', 'open'])
      .whereRaw(readable.sql, readable.bindings)
      .orderByRaw('case when d.period_to is null then 1 else 0 end')
      .orderBy([{ column: 'd.period_to' }, { column: 'r.id' }])
      .limit(limit)
      .select(
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'r.status_category',
        'd.theme',
        'd.period_to',
        this.knex.raw(`${PROGRESS_SQL} as progress`),
      );
    return rows.map(objectiveOf);
  }

  /** How many records of each type serve each objective. */
  async serving(looking: Looking): Promise<ServingRow[]> {
    const withs = this.#withs(looking);
    const counts = this.#counts(looking.since);
    const { readable } = looking;
    const rows = await this.#rows({
      sql: `${withs.sql}
        select objective_id, type, count(distinct case when own = 1 then id end) as direct,
          count(distinct id) - count(distinct case when own = 1 then id end) as through
        from (
          select l.to_id as objective_id, r.id, r.type, 1 as own
          from links l join records r on r.id = l.from_id
          where l.kind = 'serves' and l.to_id in (select id from objs)
            and ${counts.sql} and ${readable.sql}
          union all
          select reach.objective_id, r.id, r.type, 0 as own
          from reach join records r on r.service_ref = reach.ref
          where ${counts.sql} and ${readable.sql}
        ) served
        group by objective_id, type`,
      bindings: [
        ...withs.bindings,
        ...counts.bindings,
        ...readable.bindings,
        ...counts.bindings,
        ...readable.bindings,
      ],
    });
    return rows.map(row => ({
      objectiveId: row.objective_id,
      type: row.type,
      direct: Number(row.direct),
      through: Number(row.through),
    }));
  }

  /** How many records ought to serve something, and how many of them do not, by type. */
  async totals(
    looking: Looking,
  ): Promise<{ type: AlignedType; all: number; none: number }[]> {
    const withs = this.#withs(looking);
    const ought = this.#ought(looking.since);
    const { readable } = looking;
    const rows = await this.#rows({
      sql: `${withs.sql}
        select r.type, count(*) as every_one,
          sum(case when ${DIRECT} or ${THROUGH} then 0 else 1 end) as none_of
        from records r
        where r.type in ('service', 'demand', 'change', 'initiative') and ${ought.sql} and ${readable.sql}
        group by r.type`,
      bindings: [...withs.bindings, ...ought.bindings, ...readable.bindings],
    });
    return rows.map(row => ({
      type: row.type,
      all: Number(row.every_one),
      none: Number(row.none_of),
    }));
  }

  /** The newest records that serve an objective, or that serve none. */
  async records(
    looking: Looking,
    asked: {
      types: readonly AlignedType[];
      objectiveId?: string;
      limit: number;
      /** Those that come after this one. */
      after?: string;
    },
  ): Promise<AlignedRow[]> {
    const { types, objectiveId, after, limit } = asked;
    const withs = this.#withs(looking, objectiveId);
    const those = objectiveId
      ? this.#counts(looking.since)
      : this.#ought(looking.since);
    const marks = types.map(() => '?').join(', ');
    const rows = await this.#rows({
      sql: `${withs.sql}
        select ${COLUMNS}${
        objectiveId
          ? `, case when ${DIRECT} then 'direct' else 'through' end as how`
          : ''
      }
        from records r
        where r.type in (${marks}) and ${those.sql} and ${looking.readable.sql}
          and ${objectiveId ? '' : 'not'} (${DIRECT} or ${THROUGH})
          ${after ? 'and r.id < ?' : ''}
        order by r.id desc limit ?`,
      bindings: [
        ...withs.bindings,
        ...types,
        ...those.bindings,
        ...looking.readable.bindings,
        ...(after ? [after] : []),
        limit,
      ],
    });
    return rows.map(alignedOf);
  }

  /** The objectives that records say that they serve, as far as they can be read. */
  async servedBy(
    readable: RecordCondition,
    recordIds: readonly string[],
  ): Promise<(ObjectiveRow & { fromId: string; linkId: string })[]> {
    if (recordIds.length === 0) return [];
    const rows = await this.knex('links as l')
      .join('records as r', 'r.id', 'l.to_id')
      .join('business_objectives as d', 'd.record_id', 'r.id')
      .where('l.kind', 'serves')
      .whereIn('l.from_id', [...recordIds])
      .where('r.type', 'business-objective')
      .whereRaw(readable.sql, readable.bindings)
      .orderBy(['l.from_id', 'r.id'])
      .select(
        'l.from_id',
        'l.id as link_id',
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'r.status_category',
        this.knex.raw(`${PROGRESS_SQL} as progress`),
      );
    return rows.map(row => ({
      ...objectiveOf(row),
      fromId: row.from_id,
      linkId: row.link_id,
    }));
  }

  /** Records of services in the portfolio that hold the entities, or the systems that those are part of. */
  async servicesOf(
    readable: RecordCondition,
    refs: readonly string[],
  ): Promise<{ id: string; number: string; title: string }[]> {
    if (refs.length === 0) return [];
    const systems = await rowsAmong(
      this.knex,
      'catalog_entities',
      'ref',
      refs,
      ['system_ref'],
    );
    const names = await namesOfEntities(this.knex, [
      ...refs,
      ...systems.flatMap(row => row.system_ref ?? []),
    ]);
    return this.knex('records as r')
      .join('services as s', 's.record_id', 'r.id')
      .where('r.type', 'service')
      .whereNotIn('r.status', [...PORTFOLIO_PARTS.retired])
      .whereIn('s.entity_ref', [...names.keys()])
      .whereRaw(readable.sql, readable.bindings)
      .orderBy('r.id')
      .select('r.id', 'r.number', 'r.title');
  }
}
