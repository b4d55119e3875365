import {
  SLA_DUE_FIELD,
  SLA_MISSED_FIELD,
  SLA_STATE_FIELD,
  type FieldTest,
  type RecordSlaState,
} from '@callboard/plugin-itsm-common';
import type {
  ContributedField,
  ContributedFieldContext,
  RecordCondition,
} from '@callboard/plugin-itsm-node';

const LABELS: Readonly<Record<RecordSlaState, string>> = {
  late: 'Late',
  soon: 'Due soon',
  inTime: 'In time',
  none: 'No promise runs',
};

/** Clocks of the record `r` that go on and that the caller may know of, as `sc`. */
function goingOn({ works }: ContributedFieldContext): RecordCondition {
  return {
    sql: `sl_clocks sc where sc.record_id = r.id and sc.state in ('running', 'paused') and (sc.type = 'sla' or ${works.sql})`,
    bindings: works.bindings,
  };
}

/**
 * Whether one of them reaches something by then. Asked as a set of ids that says nothing of the record
 * outside of it, so that PostgreSQL begins with the few clocks; within it `r` is the clock's record.
 */
function reaches(
  { works }: ContributedFieldContext,
  column: 'late_at' | 'soon_at' | 'due_at',
  by: '<' | '<=',
  at: number,
): RecordCondition {
  return {
    sql: `r.id in (select sc.record_id from sl_clocks sc join records r on r.id = sc.record_id
      where sc.state in ('running', 'paused') and sc.${column} is not null and sc.${column} ${by} cast(? as bigint)
      and (sc.type = 'sla' or ${works.sql}))`,
    bindings: [at, ...works.bindings],
  };
}

const both = (a: RecordCondition, b: RecordCondition): RecordCondition => ({
  sql: `(${a.sql} and ${b.sql})`,
  bindings: [...a.bindings, ...b.bindings],
});
const not = (a: RecordCondition): RecordCondition => ({
  sql: `(not (${a.sql}))`,
  bindings: a.bindings,
});

/** Where a record stands: by the promise that is worst. */
const state: ContributedField = {
  definition: {
    key: SLA_STATE_FIELD,
    column: '',
    label: 'Service level',
    type: 'choice',
    choices: Object.entries(LABELS).map(([value, label]) => ({ value, label })),
    help: 'By the promises that run or are held now. Due soon is what has used three quarters of its time',
  },
  value(context) {
    const { sql, bindings } = goingOn(context);
    const { now } = context;
    return {
      sql: `(select case
        when count(*) = 0 then 'none'
        when min(sc.late_at) <= cast(? as bigint) then 'late'
        when min(sc.soon_at) <= cast(? as bigint) then 'soon'
        else 'inTime' end from ${sql})`,
      bindings: [now, now, ...bindings],
    };
  },
  test(test, context) {
    // What is late or will be soon is little among all there is, and has an index.
    if (test.is !== 'oneOf') return undefined;
    const asked = [...new Set(test.values)].sort().join(' ');
    const late = reaches(context, 'late_at', '<=', context.now);
    const soon = reaches(context, 'soon_at', '<=', context.now);
    if (asked === 'late') return late;
    // Whoever is late was due soon before.
    if (asked === 'late soon') return soon;
    if (asked === 'soon') return both(soon, not(late));
    return undefined;
  },
};

const boundsOf = (test: FieldTest) =>
  test.is === 'range' ? test.bounds : undefined;

/** When the first of what runs is due. */
const dueAt: ContributedField = {
  definition: {
    key: SLA_DUE_FIELD,
    column: '',
    label: 'Due by service level',
    type: 'instant',
    help: 'When the time of the promise that ends first is used up; empty while it is held',
  },
  value(context) {
    const { sql, bindings } = goingOn(context);
    return { sql: `(select min(sc.due_at) from ${sql})`, bindings };
  },
  test(test, context) {
    const bounds = boundsOf(test);
    if (!bounds?.every(({ by }) => by === '<' || by === '<=')) return undefined;
    return bounds
      .map(({ by, value }) =>
        reaches(context, 'due_at', by as '<' | '<=', Number(value)),
      )
      .reduce(both);
  },
};

/** Whether any promise was not kept, in this run or one before. */
const missed: ContributedField = {
  definition: {
    key: SLA_MISSED_FIELD,
    column: '',
    label: 'Missed a service level',
    type: 'boolean',
    help: 'Whether any promise for it was not kept',
  },
  value({ works, now }) {
    return {
      sql: `(exists (select 1 from sl_runs sm where sm.record_id = r.id and not sm.kept and sm.decided_at <= cast(? as bigint) and (sm.type = 'sla' or ${works.sql})))`,
      bindings: [now, ...works.bindings],
    };
  },
};

/** What is known of records by their clocks. */
export const recordFields: readonly ContributedField[] = [state, dueAt, missed];
