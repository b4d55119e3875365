import {
  hasRole,
  type Caller,
  type RecordQuery,
  type Scope,
} from '@callboard/plugin-itsm-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RegisteredType } from '../RecordTypes';

/**
 * A boolean SQL expression over `records r`, with its bindings.
 *
 * Expressions never yield NULL, so that `not` means what it means in memory: a column is
 * compared only where it has a value.
 */
export interface SqlExpression {
  sql: string;
  bindings: (string | number | boolean)[];
}

export const TRUE: SqlExpression = { sql: '1 = 1', bindings: [] };
export const FALSE: SqlExpression = { sql: '1 = 0', bindings: [] };

function join(
  parts: readonly SqlExpression[],
  word: 'and' | 'or',
): SqlExpression {
  if (parts.length === 0) return word === 'and' ? TRUE : FALSE;
  return {
    sql: `(${parts.map(p => p.sql).join(` ${word} `)})`,
    bindings: parts.flatMap(p => p.bindings),
  };
}

/** All of them. */
export const allOf = (...parts: SqlExpression[]) => join(parts, 'and');
/** Any of them. */
export const anyOf = (...parts: SqlExpression[]) => join(parts, 'or');

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

const COLUMNS = {
  statusCategory: 'r.status_category',
  priority: 'r.priority',
  serviceRef: 'r.service_ref',
  ownerRef: 'r.owner_ref',
  assigneeRef: 'r.assignee_ref',
  requesterRef: 'r.requester_ref',
  requestedForRef: 'r.requested_for_ref',
} as const;

function participates(refs: readonly (string | number)[]): SqlExpression {
  if (refs.length === 0) return FALSE;
  return {
    sql: `exists (select 1 from participants p where p.record_id = r.id and p.can_read = ? and p.principal_ref in (${marks(
      refs,
    )}))`,
    bindings: [true, ...refs],
  };
}

function querySql(query: RecordQuery): SqlExpression {
  if (query.values.length === 0) return FALSE;
  return anyOf(
    ...query.any.map((field): SqlExpression => {
      if (field === 'participant') return participates(query.values);
      const column = COLUMNS[field];
      return {
        sql: `(${column} is not null and ${column} in (${marks(
          query.values,
        )}))`,
        bindings: [...query.values],
      };
    }),
  );
}

/** Turns the criteria of a conditional decision into SQL. */
export function criteriaSql(
  criteria: PermissionCriteria<RecordQuery>,
): SqlExpression {
  if ('allOf' in criteria) return allOf(...criteria.allOf.map(criteriaSql));
  if ('anyOf' in criteria) return anyOf(...criteria.anyOf.map(criteriaSql));
  if ('not' in criteria) {
    const inner = criteriaSql(criteria.not);
    return { sql: `(not ${inner.sql})`, bindings: inner.bindings };
  }
  return querySql(criteria);
}

function scopeSql(scope: Scope | undefined): SqlExpression {
  if (scope === undefined || scope === 'none') return FALSE;
  return scope === 'all' ? TRUE : criteriaSql(scope);
}

/**
 * What holds under any policy: a restricted record is seen by participants with read, and by the
 * role `restrictedReader`.
 */
export function invariantSql(caller: Caller): SqlExpression {
  if (caller.kind === 'system' || hasRole(caller, 'restrictedReader'))
    return TRUE;
  return anyOf(
    { sql: `r.visibility = 'internal'`, bindings: [] },
    participates(caller.ownership),
  );
}

/** What the permission framework lets the caller do with records of the given types. */
export function permissionSql(
  caller: Caller,
  types: readonly RegisteredType[],
  verb: 'read' | 'update',
): SqlExpression {
  const ofType = (type: RegisteredType): SqlExpression => ({
    sql: 'r.type = ?',
    bindings: [type.type],
  });
  if (!caller.scopes) return anyOf(...types.map(ofType));
  const scopeOf = (type: RegisteredType) =>
    caller.scopes!.get(type.permissions[verb].name);
  // Types of which they may read none are not named: a database plans what is there, twenty times over.
  return anyOf(
    ...types
      .filter(type => (scopeOf(type) ?? 'none') !== 'none')
      .map(type => allOf(ofType(type), scopeSql(scopeOf(type)))),
  );
}

/** Whether the caller may read a record: invariants and permissions together. */
export function readableSql(
  caller: Caller,
  types: readonly RegisteredType[],
): SqlExpression {
  return allOf(invariantSql(caller), permissionSql(caller, types, 'read'));
}
