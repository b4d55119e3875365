import {
  AFFECTS,
  MOST_WINDOW_DAYS,
  MOVABLE_STATUSES,
  OFF_STATUSES,
  type CalendarChange,
  type ChangeState,
  type ChangeType,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** No planned window is longer, so nothing that began before can reach into a span. */
const LONGEST_WINDOW_MS = MOST_WINDOW_DAYS * 86_400_000;

/** Which changes are asked for. Instants are milliseconds. */
export interface CalendarQuestion {
  from: number;
  /** Not with it. */
  to: number;
  team?: readonly string[];
  service?: readonly string[];
  type?: readonly ChangeType[];
  /** All but those that were called off if it is left out. */
  status?: readonly ChangeState[];
}

/** A change in a calendar with what a feed says beside. */
export interface CalendarRow extends CalendarChange {
  updatedAt: number;
}

const iso = (value: unknown) =>
  value === null ? undefined : new Date(Number(value)).toISOString();

/** Reads changes by their planned windows. */
export class CalendarStore {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<RecordKernel, 'conditions'>,
  ) {}

  /** Changes that the caller may read and whose window overlaps a span; what begins first comes first. */
  async overlapping(
    caller: Caller,
    question: CalendarQuestion,
    limit: number,
  ): Promise<CalendarRow[]> {
    const { from, to, team, service, type, status } = question;
    const { readable, worked } = this.records.conditions(caller);
    const query = this.knex('changes as c')
      .join('records as r', 'r.id', 'c.record_id')
      .where('c.planned_start', '<', to)
      .where('c.planned_start', '>', from - LONGEST_WINDOW_MS)
      .where('c.planned_end', '>', from)
      .whereRaw(readable.sql, readable.bindings)
      .orderBy([{ column: 'c.planned_start' }, { column: 'c.record_id' }])
      .limit(limit)
      .select(
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'r.status_category',
        'r.service_ref',
        'r.owner_ref',
        'r.assignee_ref',
        'r.visibility',
        'r.version',
        'r.updated_at',
        'c.planned_start',
        'c.planned_end',
        'c.actual_start',
        'c.actual_end',
        'c.change_type',
        'c.risk',
        'c.conflict_count',
        'c.in_freeze',
        this.knex.raw(
          `case when ${worked.sql} then 1 else 0 end as works`,
          worked.bindings,
        ),
      );
    if (status) query.whereIn('r.status', [...status]);
    else query.whereNotIn('r.status', [...OFF_STATUSES]);
    if (team) query.whereIn('r.owner_ref', [...team]);
    if (type) query.whereIn('c.change_type', [...type]);
    if (service) {
      const { knex } = this;
      query.where(w =>
        w.whereIn('r.service_ref', [...service]).orWhereExists(affected =>
          affected
            .select(knex.raw('1'))
            .from('links as l')
            .whereRaw('l.from_id = r.id')
            .where('l.kind', AFFECTS)
            .whereIn('l.to_ref', [...service]),
        ),
      );
    }
    return (await query).map(rowOf);
  }
}

function rowOf(row: any): CalendarRow {
  const movable =
    Number(row.works) === 1 && MOVABLE_STATUSES.includes(row.status);
  return {
    kind: 'change',
    id: row.id,
    number: row.number,
    title: row.title,
    start: iso(row.planned_start)!,
    end: iso(row.planned_end)!,
    actualStart: iso(row.actual_start),
    actualEnd: iso(row.actual_end),
    changeType: row.change_type,
    status: row.status,
    statusCategory: row.status_category,
    risk: row.risk ?? undefined,
    serviceRef: row.service_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    assigneeRef: row.assignee_ref ?? undefined,
    conflicts: row.conflict_count ? Number(row.conflict_count) : undefined,
    inFreeze: row.in_freeze ? true : undefined,
    restricted: row.visibility === 'restricted' ? true : undefined,
    version: Number(row.version),
    movable: movable ? true : undefined,
    updatedAt: Number(row.updated_at),
  };
}
