import type {
  AgreementType,
  AttainmentBy,
  ClockStateName,
  Metric,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** Which runs are looked at. Instants are milliseconds; `none` among references stands for none. */
export interface RunFilter {
  from: number;
  /** Not with it. */
  to: number;
  agreement?: readonly string[];
  service?: readonly string[];
  team?: readonly string[];
  metric?: readonly Metric[];
  type?: readonly AgreementType[];
}

/** How many runs were kept and breached, of something. */
export interface RunCount {
  key?: string;
  kept: number;
  breached: number;
}

/** Who had how much of the time of breaches. */
export interface HeldShare {
  ref?: string;
  breaches: number;
  elapsed: number;
}

/** A run that was not kept. Instants and durations are milliseconds. */
export interface BreachRow {
  recordId: string;
  number: string;
  recordType: string;
  title: string;
  status: string;
  priority?: number;
  clockId: string;
  run: number;
  type: AgreementType;
  metric: Metric;
  agreementKey: string;
  calendarKey: string;
  serviceRef?: string;
  teamRef?: string;
  state: ClockStateName;
  goal: number;
  elapsed: number;
  startedAt: number;
  dueAt?: number;
  stoppedAt?: number;
  decidedAt: number;
  /** Whether the caller works on the record. */
  worked: boolean;
}

/** Where a page of breaches begins: behind a run. */
export interface BreachPlace {
  decidedAt: number;
  recordId: string;
  clockId: string;
  run: number;
}

/** Runs of an agreement and metric, in a span of time. */
export interface PromiseCount {
  agreementKey: string;
  type: AgreementType;
  metric: Metric;
  span: number;
  kept: number;
  breached: number;
}

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 200;

/** Tells runs apart. */
export const runKey = (recordId: string, clockId: string, run: number) =>
  `${recordId} ${clockId} ${run}`;

const COLUMNS: Readonly<Record<AttainmentBy, string>> = {
  service: 'u.service_ref',
  agreement: 'u.agreement_key',
  team: 'u.team_ref',
  metric: 'u.metric',
};
/** The same of clocks that go on, by the record as it is. */
const NOW_COLUMNS: Readonly<Record<AttainmentBy, string>> = {
  service: 'r.service_ref',
  agreement: 'u.agreement_key',
  team: 'coalesce(u.group_ref, r.owner_ref)',
  metric: 'u.metric',
};

const KEPT = 'case when u.kept then 1 else 0 end';
const BREACHED = 'case when u.kept then 0 else 1 end';
const COUNTS = `sum(${KEPT}) as kept, sum(${BREACHED}) as breached`;

function among(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[] | undefined,
): void {
  if (!values) return;
  const named = values.filter(value => value !== 'none');
  query.where(w => {
    if (named.length > 0)
      w.whereRaw(`${column} in (${named.map(() => '?')})`, named);
    if (named.length < values.length) w.orWhereRaw(`${column} is null`);
    // Nobody's groups: nothing is theirs.
    if (values.length === 0) w.whereRaw('1 = 0');
  });
}

const countOf = (row: any): RunCount => ({
  ...(row.key !== null && row.key !== undefined && { key: row.key }),
  kept: Number(row.kept ?? 0),
  breached: Number(row.breached ?? 0),
});

/**
 * Counts what came of runs. All of it is about records that the caller may read; what teams and
 * suppliers promise each other is for those who work on the record, as on its page.
 */
export class RunQueriesStore {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<RecordKernel, 'conditions'>,
  ) {}

  /** Runs as `u` with their records as `r`, as far as the caller may see them. */
  #visible(caller: Caller, table: 'sl_runs' | 'sl_clocks'): Knex.QueryBuilder {
    const { readable, worked } = this.records.conditions(caller);
    return this.knex(`${table} as u`)
      .join('records as r', 'r.id', 'u.record_id')
      .whereRaw(readable.sql, readable.bindings)
      .whereRaw(`(u.type = 'sla' or ${worked.sql})`, worked.bindings);
  }

  #decided(caller: Caller, filter: RunFilter): Knex.QueryBuilder {
    const query = this.#visible(caller, 'sl_runs')
      .where('u.decided_at', '>=', filter.from)
      .where('u.decided_at', '<', filter.to);
    among(query, 'u.service_ref', filter.service);
    among(query, 'u.team_ref', filter.team);
    among(query, 'u.agreement_key', filter.agreement);
    among(query, 'u.metric', filter.metric);
    among(query, 'u.type', filter.type);
    return query;
  }

  /**
   * By something, those with the most runs first; at most so many, with what all of them are together.
   * One pass over the runs.
   */
  async countBy(
    caller: Caller,
    by: AttainmentBy,
    filter: RunFilter,
    most: number,
  ): Promise<{ items: RunCount[]; all: RunCount; groups: number }> {
    const rows = await this.#decided(caller, filter)
      .groupByRaw(COLUMNS[by])
      .orderByRaw(`count(*) desc, ${COLUMNS[by]}`)
      .limit(most)
      .select(
        this.knex.raw(
          `${COLUMNS[by]} as key, sum(${KEPT}) as kept, sum(${BREACHED}) as breached,
           sum(sum(${KEPT})) over () as all_kept,
           sum(sum(${BREACHED})) over () as all_breached,
           count(*) over () as groups`,
        ),
      );
    const [first] = rows;
    return {
      items: rows.map(countOf),
      all: countOf({
        key: null,
        kept: first?.all_kept,
        breached: first?.all_breached,
      }),
      groups: Number(first?.groups ?? 0),
    };
  }

  /** In each of the spans between instants, in order. One pass over the runs. */
  async countSpans(
    caller: Caller,
    filter: RunFilter,
    bounds: readonly number[],
  ): Promise<RunCount[]> {
    const rows = await this.#decided(caller, filter)
      .groupBy('span')
      .select(this.#span(bounds), this.knex.raw(COUNTS));
    const counts = bounds
      .slice(1)
      .map((): RunCount => ({ kept: 0, breached: 0 }));
    for (const row of rows) counts[Number(row.span)] = countOf(row);
    return counts;
  }

  /** By agreement and metric in each of the spans between instants. */
  async countPromises(
    caller: Caller,
    filter: RunFilter,
    bounds: readonly number[],
  ): Promise<PromiseCount[]> {
    const rows = await this.#decided(caller, filter)
      .groupBy('u.agreement_key', 'u.type', 'u.metric', 'span')
      .select(
        'u.agreement_key',
        'u.type',
        'u.metric',
        this.#span(bounds),
        this.knex.raw(COUNTS),
      );
    return rows.map((row: any) => ({
      agreementKey: row.agreement_key,
      type: row.type,
      metric: row.metric,
      span: Number(row.span),
      kept: Number(row.kept),
      breached: Number(row.breached),
    }));
  }

  /** In which of the spans a run was decided. The bounds are ours. */
  #span(bounds: readonly number[]): Knex.Raw {
    const arms = bounds
      .slice(1, -1)
      .map((bound, i) => `when u.decided_at < ${Number(bound)} then ${i}`);
    const last = bounds.length - 2;
    return this.knex.raw(
      `case ${arms.join(' ')} ${
        arms.length > 0 ? 'else' : 'when 1 = 1 then'
      } ${last} end as span`,
    );
  }

  /** Clocks that are late now, by something, whenever that began. */
  async countLate(
    caller: Caller,
    by: AttainmentBy,
    filter: Omit<RunFilter, 'from' | 'to'>,
    now: number,
  ): Promise<{ key?: string; late: number }[]> {
    const query = this.#visible(caller, 'sl_clocks')
      .whereRaw("u.state in ('running', 'paused') and u.late_at is not null")
      .where('u.late_at', '<=', now);
    among(query, NOW_COLUMNS.service, filter.service);
    among(query, NOW_COLUMNS.team, filter.team);
    among(query, 'u.agreement_key', filter.agreement);
    among(query, 'u.metric', filter.metric);
    among(query, 'u.type', filter.type);
    const rows = await query
      .groupByRaw(NOW_COLUMNS[by])
      .select(this.knex.raw(`${NOW_COLUMNS[by]} as key, count(*) as late`));
    return rows.map((row: any) => ({
      ...(row.key !== null && { key: row.key }),
      late: Number(row.late),
    }));
  }

  /** Who had the time of breaches on records that the caller works on, most first. */
  async heldShares(
    caller: Caller,
    filter: RunFilter,
    most: number,
  ): Promise<HeldShare[]> {
    const { worked } = this.records.conditions(caller);
    // The parts of a breach are its goal and the millisecond beyond it.
    const rows = await this.#decided(caller, filter)
      .join('sl_held as h', on =>
        on
          .on('h.record_id', 'u.record_id')
          .on('h.clock_id', 'u.clock_id')
          .on('h.run', 'u.run'),
      )
      .whereRaw('not u.kept')
      .whereRaw(worked.sql, worked.bindings)
      .groupBy('h.owner_ref')
      .orderByRaw('breaches desc, h.owner_ref')
      .limit(most)
      .select(
        'h.owner_ref',
        this.knex.raw(
          'sum(h.elapsed) as elapsed, sum(cast(h.elapsed as double precision) / (u.goal + 1)) as breaches',
        ),
      );
    return rows.map((row: any) => ({
      ...(row.owner_ref !== '' && { ref: row.owner_ref }),
      breaches: Number(row.breaches),
      elapsed: Number(row.elapsed),
    }));
  }

  /** Runs that were not kept, the latest first. */
  async breaches(
    caller: Caller,
    filter: RunFilter,
    after: BreachPlace | undefined,
    limit: number,
  ): Promise<BreachRow[]> {
    const { worked } = this.records.conditions(caller);
    const query = this.#decided(caller, filter)
      .whereRaw('not u.kept')
      .orderByRaw(
        'u.decided_at desc, u.record_id desc, u.clock_id desc, u.run desc',
      )
      .limit(limit)
      .select(
        'u.*',
        'r.number',
        'r.type as record_type',
        'r.title',
        'r.status',
        'r.priority',
        this.knex.raw(
          `case when ${worked.sql} then 1 else 0 end as worked`,
          worked.bindings,
        ),
      );
    if (after) {
      query.whereRaw(
        '(u.decided_at, u.record_id, u.clock_id, u.run) < (cast(? as bigint), ?, ?, cast(? as integer))',
        [after.decidedAt, after.recordId, after.clockId, after.run],
      );
    }
    return (await query).map(breachOf);
  }

  /** Who had how much of the time of runs, by {@link runKey}, most first. */
  async heldBy(
    recordIds: readonly string[],
  ): Promise<Map<string, { ref?: string; elapsed: number }[]>> {
    const held = new Map<string, { ref?: string; elapsed: number }[]>();
    for (let i = 0; i < recordIds.length; i += CHUNK) {
      const rows = await this.knex('sl_held')
        .whereIn('record_id', recordIds.slice(i, i + CHUNK))
        .orderBy('elapsed', 'desc')
        .orderBy('owner_ref')
        .select('*');
      for (const row of rows) {
        const key = runKey(row.record_id, row.clock_id, row.run);
        const parts = held.get(key) ?? [];
        held.set(key, parts);
        parts.push({
          ...(row.owner_ref !== '' && { ref: row.owner_ref }),
          elapsed: Number(row.elapsed),
        });
      }
    }
    return held;
  }

  /** How many records of a service that the caller may read were filed and resolved in each span. */
  async countRecords(
    caller: Caller,
    serviceRef: string,
    bounds: readonly number[],
  ): Promise<{ opened: number; resolved: number }[]> {
    const { readable } = this.records.conditions(caller);
    const arms = (column: string) =>
      bounds
        .slice(0, -1)
        .map(
          (from, i) =>
            `sum(case when ${column} >= ${Number(
              from,
            )} and ${column} < ${Number(
              bounds[i + 1],
            )} then 1 else 0 end) as ${column.slice(2, 3)}${i}`,
        );
    const [row] = await this.knex('records as r')
      .where('r.service_ref', serviceRef)
      .whereRaw(readable.sql, readable.bindings)
      .where(when =>
        when
          .where('r.created_at', '>=', bounds[0])
          .orWhere('r.resolved_at', '>=', bounds[0]),
      )
      .select(
        this.knex.raw(
          [...arms('r.created_at'), ...arms('r.resolved_at')].join(', '),
        ),
      );
    return bounds.slice(0, -1).map((_, i) => ({
      opened: Number(row[`c${i}`] ?? 0),
      resolved: Number(row[`r${i}`] ?? 0),
    }));
  }
}

const numberOrNot = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function breachOf(row: any): BreachRow {
  return {
    recordId: row.record_id,
    number: row.number,
    recordType: row.record_type,
    title: row.title,
    status: row.status,
    priority: row.priority ?? undefined,
    clockId: row.clock_id,
    run: Number(row.run),
    type: row.type,
    metric: row.metric,
    agreementKey: row.agreement_key,
    calendarKey: row.calendar_key,
    serviceRef: row.service_ref ?? undefined,
    teamRef: row.team_ref ?? undefined,
    state: row.state,
    goal: Number(row.goal),
    elapsed: Number(row.elapsed),
    startedAt: Number(row.started_at),
    dueAt: numberOrNot(row.due_at),
    stoppedAt: numberOrNot(row.stopped_at),
    decidedAt: Number(row.decided_at),
    worked: Number(row.worked) === 1,
  };
}
