import { hasRole, type Caller } from '@callboard/plugin-itsm-node';
import { allOf, anyOf, FALSE, TRUE, type SqlExpression } from './sql';

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

/**
 * Whether the caller works on a record `r`, as SQL that never yields NULL. Says the same as
 * `standingOf`: assignee, members of the owner group, collaborators, and the role `agent` unless
 * the record is for the caller.
 */
export function worksOnSql(caller: Caller): SqlExpression {
  if (caller.kind === 'system') return TRUE;
  const { ownership } = caller;
  if (ownership.length === 0 && !hasRole(caller, 'agent')) return FALSE;
  const ways: SqlExpression[] = [
    {
      sql: `(r.assignee_ref is not null and r.assignee_ref = ?)`,
      bindings: [caller.ref],
    },
  ];
  if (ownership.length > 0) {
    ways.push(
      {
        sql: `(r.owner_ref is not null and r.owner_ref in (${marks(
          ownership,
        )}))`,
        bindings: [...ownership],
      },
      {
        sql: `exists (select 1 from participants wp where wp.record_id = r.id and wp.role = 'collaborator' and wp.principal_ref in (${marks(
          ownership,
        )}))`,
        bindings: [...ownership],
      },
    );
  }
  if (hasRole(caller, 'agent')) {
    ways.unshift(
      allOf({
        sql: `coalesce(r.requested_for_ref, r.requester_ref, '') <> ?`,
        bindings: [caller.ref],
      }),
    );
  }
  return anyOf(...ways);
}
