import { hasRole, type Caller } from '@callboard/plugin-itsm-node';
import { allOf, anyOf, FALSE, TRUE, type SqlExpression } from '../access/sql';
import type { StoredTask } from './model';

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

const among = (column: string, values: readonly string[]): SqlExpression =>
  values.length === 0
    ? FALSE
    : {
        sql: `(${column} is not null and ${column} in (${marks(values)}))`,
        bindings: [...values],
      };

/**
 * Whether the caller works on a record `r`: `standingOf` in SQL, and so it must stay. The test
 * compares the two.
 */
export function workerSql(caller: Caller): SqlExpression {
  if (caller.kind === 'system') return TRUE;
  const collaborates: SqlExpression =
    caller.ownership.length === 0
      ? FALSE
      : {
          sql: `exists (select 1 from participants p where p.record_id = r.id and p.role = 'collaborator' and p.principal_ref in (${marks(
            caller.ownership,
          )}))`,
          bindings: [...caller.ownership],
        };
  const forSomebodyElse: SqlExpression = {
    sql: `coalesce(r.requested_for_ref, r.requester_ref, '') <> ?`,
    bindings: [caller.ref],
  };
  return anyOf(
    among('r.owner_ref', caller.ownership),
    among('r.assignee_ref', [caller.ref]),
    collaborates,
    hasRole(caller, 'agent') ? forSomebodyElse : FALSE,
  );
}

/**
 * Whether the caller may see a task `t` of a record `r` that they may read: those who work on the
 * record see all of its tasks, others those for the requester and those given to them.
 */
export function visibleTaskSql(caller: Caller): SqlExpression {
  return allOf(
    anyOf(
      workerSql(caller),
      { sql: `t.audience = 'requester'`, bindings: [] },
      among('t.assignee_ref', [caller.ref]),
      among('t.owner_ref', caller.ownership),
    ),
  );
}

/** The same for a task in memory. */
export function seesTask(
  caller: Caller,
  worker: boolean,
  task: StoredTask,
): boolean {
  return (
    worker ||
    task.audience === 'requester' ||
    task.assigneeRef === caller.ref ||
    (task.ownerRef !== undefined && caller.ownership.includes(task.ownerRef))
  );
}
