import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  matchesRecordQuery,
  type RecordQuery,
  type RecordResource,
  type Scope,
} from '@callboard/plugin-itsm-node';

function meets(
  record: RecordResource,
  criteria: PermissionCriteria<RecordQuery>,
): boolean {
  if ('allOf' in criteria) return criteria.allOf.every(c => meets(record, c));
  if ('anyOf' in criteria) return criteria.anyOf.some(c => meets(record, c));
  if ('not' in criteria) return !meets(record, criteria.not);
  return matchesRecordQuery(record, criteria);
}

/** Whether a record lies in a scope: in memory, the same answer as the SQL made of it. */
export function matchesScope(record: RecordResource, scope: Scope): boolean {
  if (typeof scope === 'string') return scope === 'all';
  return meets(record, scope);
}
