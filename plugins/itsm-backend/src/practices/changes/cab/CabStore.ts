import type { CabChange, CabItem } from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** Counts stop here. */
const COUNT_TO = 1_000;

type Row = Record<string, any>;

/** A change with the seat of a group. */
export interface SeatRow {
  change: CabChange;
  seat: CabItem['seat'];
  plannedStart?: number;
  /** Whether the caller works on it. */
  works: boolean;
}

const iso = (value: unknown) =>
  value === null || value === undefined
    ? undefined
    : new Date(Number(value)).toISOString();

const CHANGE_COLUMNS = [
  'r.id',
  'r.number',
  'r.title',
  'r.status',
  'r.status_category',
  'r.version',
  'r.service_ref',
  'r.owner_ref',
  'r.assignee_ref',
  'r.requester_ref',
  'r.approval',
  'c.change_type',
  'c.planned_start',
  'c.planned_end',
  'c.expected_impact',
  'c.risk',
  'c.risk_score',
  'c.conflict_count',
  'c.in_freeze',
  'c.outcome',
] as const;

/** Reads what boards are asked about. Everything is of changes that the caller may read. */
export class CabStore {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<RecordKernel, 'conditions'>,
  ) {}

  /** How many changes wait for the word of each group; up to 1000 in all. One statement. */
  async waiting(
    caller: Caller,
    groups: readonly string[],
  ): Promise<Map<string, number>> {
    const waiting = new Map<string, number>();
    if (groups.length === 0) return waiting;
    const rows = await this.knex
      .from(
        this.#open(caller, groups)
          .distinct('s.for_ref', 's.record_id')
          .limit(COUNT_TO)
          .as('waiting'),
      )
      .groupBy('for_ref')
      .select('for_ref')
      .count({ n: '*' });
    for (const row of rows as Row[]) waiting.set(row.for_ref, Number(row.n));
    return waiting;
  }

  /**
   * Changes that wait for the word of a group and begin before an instant, or nobody knows when; by
   * their planned start.
   */
  async openBefore(
    caller: Caller,
    group: string,
    until: number,
    limit: number,
  ): Promise<SeatRow[]> {
    const rows = await this.#withSeat(caller, this.#open(caller, [group]))
      .where(w =>
        w.where('c.planned_start', '<', until).orWhereNull('c.planned_start'),
      )
      .orderByRaw('coalesce(c.planned_start, 0), s.record_id, s.position')
      .limit(limit);
    return rows.map(rowOf);
  }

  /** How many wait for the word of a group and begin later; up to 1000. */
  async countOpenFrom(
    caller: Caller,
    group: string,
    from: number,
  ): Promise<number> {
    const [row] = await this.knex
      .from(
        this.#open(caller, [group])
          .join('changes as c', 'c.record_id', 's.record_id')
          .where('c.planned_start', '>=', from)
          .distinct('s.record_id')
          .limit(COUNT_TO)
          .as('later'),
      )
      .count({ n: '*' });
    return Number((row as Row).n);
  }

  /** What a group decided within a time, the first decision first. */
  async decidedWithin(
    caller: Caller,
    group: string,
    from: number,
    to: number,
    limit: number,
  ): Promise<SeatRow[]> {
    const rows = await this.#withSeat(
      caller,
      this.#seats(caller, [group])
        .where('s.decided_at', '>=', from)
        .where('s.decided_at', '<', to)
        .whereIn('s.state', ['approved', 'rejected']),
    )
      .orderByRaw('s.decided_at, s.id')
      .limit(limit);
    return rows.map(rowOf);
  }

  /** Emergency changes that began within a time, the newest first. */
  async emergenciesWithin(
    caller: Caller,
    from: number,
    to: number,
    limit: number,
  ): Promise<CabChange[]> {
    const { readable } = this.records.conditions(caller);
    const rows = await this.knex('records as r')
      .join('changes as c', 'c.record_id', 'r.id')
      .where('r.type', 'change')
      // What began then was changed then, or later: there is an index on that.
      .where('r.updated_at', '>=', from)
      .where('c.change_type', 'emergency')
      .where('c.actual_start', '>=', from)
      .where('c.actual_start', '<', to)
      .whereRaw(readable.sql, readable.bindings)
      .orderBy([
        { column: 'c.actual_start', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])
      .limit(limit)
      .select(...CHANGE_COLUMNS);
    return rows.map(changeOf);
  }

  /** Seats of groups on changes that the caller may read. */
  #seats(caller: Caller, groups: readonly string[]): Knex.QueryBuilder {
    const { readable } = this.records.conditions(caller);
    return this.knex('approval_seats as s')
      .join('records as r', 'r.id', 's.record_id')
      .where('r.type', 'change')
      .whereIn('s.for_ref', [...groups])
      .whereRaw(readable.sql, readable.bindings);
  }

  #open(caller: Caller, groups: readonly string[]): Knex.QueryBuilder {
    return this.#seats(caller, groups).where('s.state', 'open');
  }

  #withSeat(caller: Caller, seats: Knex.QueryBuilder): Knex.QueryBuilder {
    const { worked } = this.records.conditions(caller);
    return seats
      .join('changes as c', 'c.record_id', 's.record_id')
      .join('approval_steps as st', 'st.id', 's.step_id')
      .join('approvals as a', 'a.id', 'st.approval_id')
      .leftJoin('texts as x', 'x.id', 's.text_id')
      .select(
        ...CHANGE_COLUMNS,
        's.id as seat_id',
        's.for_ref',
        's.state',
        's.decided_at',
        's.decided_by_ref',
        's.decided_for_ref',
        'st.due_at',
        'a.round',
        'a.purpose',
        'x.body',
        this.knex.raw(
          `case when ${worked.sql} then 1 else 0 end as works`,
          worked.bindings,
        ),
      );
  }
}

function changeOf(row: Row): CabChange {
  return {
    id: row.id,
    number: row.number,
    type: 'change',
    title: row.title,
    status: row.status,
    statusCategory: row.status_category,
    version: Number(row.version),
    serviceRef: row.service_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    assigneeRef: row.assignee_ref ?? undefined,
    requesterRef: row.requester_ref ?? undefined,
    changeType: row.change_type ?? 'normal',
    plannedStart: iso(row.planned_start),
    plannedEnd: iso(row.planned_end),
    expectedImpact: row.expected_impact ?? undefined,
    risk: row.risk ?? undefined,
    riskScore: row.risk_score ?? undefined,
    conflictCount:
      row.conflict_count === null ? undefined : Number(row.conflict_count),
    inFreeze: row.in_freeze ? true : undefined,
    outcome: row.outcome ?? undefined,
    approval: row.approval ?? undefined,
  };
}

function rowOf(row: Row): SeatRow {
  return {
    change: changeOf(row),
    plannedStart:
      row.planned_start === null ? undefined : Number(row.planned_start),
    works: Number(row.works) === 1,
    seat: {
      id: row.seat_id,
      round: Number(row.round),
      answer: row.state,
      after: row.purpose === 'after',
      deadline: iso(row.due_at),
      decidedAt: iso(row.decided_at),
      decidedByRef: row.decided_by_ref ?? undefined,
      onBehalfOfRef: row.decided_for_ref ?? undefined,
      note: row.body ?? undefined,
    },
  };
}
