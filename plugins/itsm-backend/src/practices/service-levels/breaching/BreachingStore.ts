import type {
  AgreementType,
  ClockStateName,
  Metric,
  StatusCategory,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** Counts stop here and say one more. */
const COUNT_TO = 1_000;

/** What the queue is asked for. Instants are milliseconds. */
export interface BreachingQuestion {
  now: number;
  /** Until when it is looked ahead; undefined for what is late alone, which is always there. */
  until?: number;
  team?: readonly string[];
  service?: readonly string[];
  assignee?: string;
  agreement?: readonly string[];
  metric?: readonly Metric[];
  type?: readonly AgreementType[];
}

/** A record with the clock of it that was, or will be, due first. */
export interface BreachingRow {
  record: {
    id: string;
    number: string;
    type: string;
    title: string;
    status: string;
    statusCategory: StatusCategory;
    priority?: number;
    serviceRef?: string;
    ownerRef?: string;
    assigneeRef?: string;
  };
  id: string;
  type: AgreementType;
  metric: Metric;
  groupRef?: string;
  agreementKey: string;
  calendarKey: string;
  state: ClockStateName;
  goal: number;
  elapsed: number;
  dueAt: number;
  lateAt?: number;
}

/** Where a page begins: behind a clock. */
export interface BreachingPlace {
  dueAt: number;
  recordId: string;
  clockId: string;
}

/** Clocks that go on, and are, or will be, used up. As the index of the queue says it. */
const goesOn = (alias: string) =>
  `${alias}.state in ('running', 'paused') and ${alias}.due_at is not null`;

/** Reads what is late, or will be soon, from the copy of the clocks. */
export class BreachingStore {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<RecordKernel, 'conditions'>,
  ) {}

  /** What was due first comes first; each record once. */
  async list(
    caller: Caller,
    question: BreachingQuestion,
    after: BreachingPlace | undefined,
    limit: number,
  ): Promise<BreachingRow[]> {
    const query = this.#first(caller, question)
      .where('c.due_at', '<=', question.until ?? question.now)
      .orderBy([
        { column: 'c.due_at' },
        { column: 'c.record_id' },
        { column: 'c.clock_id' },
      ])
      .limit(limit)
      .select(
        'r.id',
        'r.number',
        'r.type as record_type',
        'r.title',
        'r.status',
        'r.status_category',
        'r.priority',
        'r.service_ref',
        'r.owner_ref',
        'r.assignee_ref',
        'c.clock_id',
        'c.type',
        'c.metric',
        'c.group_ref',
        'c.agreement_key',
        'c.calendar_key',
        'c.state',
        'c.goal',
        'c.elapsed',
        'c.due_at',
        'c.late_at',
      );
    if (question.until === undefined)
      query.where('c.late_at', '<=', question.now);
    if (after) {
      query.whereRaw(
        '(c.due_at, c.record_id, c.clock_id) > (cast(? as bigint), ?, ?)',
        [after.dueAt, after.recordId, after.clockId],
      );
    }
    return (await query).map(rowOf);
  }

  /** How many are late, and how many will be; each up to 1001. One statement. */
  async counts(
    caller: Caller,
    question: BreachingQuestion,
  ): Promise<{ late: number; soon: number }> {
    const { now, until } = question;
    const some = (name: string, keep: (q: Knex.QueryBuilder) => void) => {
      const found = this.#first(caller, question)
        .select('c.record_id')
        .limit(COUNT_TO + 1);
      keep(found);
      return this.knex.count({ n: '*' }).from(found.as(name)).as(`${name}s`);
    };
    const [row] = await this.knex.select([
      some('late', q =>
        q.whereRaw('c.late_at is not null').where('c.late_at', '<=', now),
      ),
      some('soon', q =>
        q
          // Of what is late alone nothing is soon, not even what is due this very millisecond.
          .where('c.due_at', '<=', until ?? -1)
          .where(w => w.whereNull('c.late_at').orWhere('c.late_at', '>', now)),
      ),
    ]);
    return { late: Number(row.lates), soon: Number(row.soons) };
  }

  /** Of each record that the caller may read the clock that is first, of those that are asked for. */
  #first(caller: Caller, question: BreachingQuestion): Knex.QueryBuilder {
    const { readable, worked } = this.records.conditions(caller);
    const { team, service, assignee } = question;
    const query = this.knex('sl_clocks as c')
      .join('records as r', 'r.id', 'c.record_id')
      .whereRaw(goesOn('c'))
      .whereRaw(readable.sql, readable.bindings)
      .whereRaw(`(c.type = 'sla' or ${worked.sql})`, worked.bindings)
      .whereNotExists(earlier => {
        earlier
          .select(this.knex.raw('1'))
          .from('sl_clocks as o')
          .whereRaw('o.record_id = c.record_id')
          .whereRaw(goesOn('o'))
          .whereRaw('(o.due_at, o.clock_id) < (c.due_at, c.clock_id)')
          .whereRaw(`(o.type = 'sla' or ${worked.sql})`, worked.bindings);
        narrow(earlier, 'o', question);
      });
    narrow(query, 'c', question);
    if (team) query.whereIn('r.owner_ref', [...team]);
    if (service) query.whereIn('r.service_ref', [...service]);
    if (assignee) query.where('r.assignee_ref', assignee);
    return query;
  }
}

function narrow(
  query: Knex.QueryBuilder,
  alias: string,
  { agreement, metric, type }: BreachingQuestion,
): void {
  if (agreement) query.whereIn(`${alias}.agreement_key`, [...agreement]);
  if (metric) query.whereIn(`${alias}.metric`, [...metric]);
  if (type) query.whereIn(`${alias}.type`, [...type]);
}

function rowOf(row: any): BreachingRow {
  return {
    record: {
      id: row.id,
      number: row.number,
      type: row.record_type,
      title: row.title,
      status: row.status,
      statusCategory: row.status_category,
      priority: row.priority ?? undefined,
      serviceRef: row.service_ref ?? undefined,
      ownerRef: row.owner_ref ?? undefined,
      assigneeRef: row.assignee_ref ?? undefined,
    },
    id: row.clock_id,
    type: row.type,
    metric: row.metric,
    groupRef: row.group_ref ?? undefined,
    agreementKey: row.agreement_key,
    calendarKey: row.calendar_key,
    state: row.state,
    goal: Number(row.goal),
    elapsed: Number(row.elapsed),
    dueAt: Number(row.due_at),
    ...(row.late_at !== null && { lateAt: Number(row.late_at) }),
  };
}
