import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { RecordQuery } from './recordResource';

/**
 * Named roles of Callboard, given to groups, users and service principals in configuration
 * (`itsm.access.roles`, `itsm.access.services`). Nobody has one by default.
 *
 * `agent` works on records of any group, `restrictedReader` reads restricted records,
 * `admin` runs imports and is an agent too.
 */
export const ROLES = ['agent', 'restrictedReader', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a permission lets a caller reach: every record, none, or those that meet the criteria. */
export type Scope = 'all' | 'none' | PermissionCriteria<RecordQuery>;

/** Who asks. Services take it as their first argument; nothing is done without one. */
export interface Caller {
  kind: 'user' | 'service' | 'system';
  /** `user:default/maria`, or `service:default/<subject>` for a service principal. */
  ref: string;
  /** The references whose ownership is the caller's: their own and their groups'. */
  ownership: readonly string[];
  roles: ReadonlySet<Role>;
  /**
   * What the permission framework lets the caller do, by permission name. Set by the
   * `Authorized…Service` wrappers; without it there is no permission layer, and only the
   * kernel's invariants hold.
   */
  scopes?: ReadonlyMap<string, Scope>;
  /**
   * Whether the permission framework lets them read every entity of the catalog. Asked along with
   * the permissions to create and update, in the same call; absent if it was not.
   */
  readsWholeCatalog?: boolean;
  credentials?: BackstageCredentials;
  /** The correlation id of the caller's request, if it brought one. */
  commandId?: string;
}

/** The product itself, for jobs and migrations. The invariants of access do not bind it. */
export const SYSTEM_CALLER: Caller = {
  kind: 'system',
  ref: 'service:default/callboard',
  ownership: [],
  roles: new Set(ROLES),
};

/** Whether the caller has a role; `admin` includes `agent`. */
export function hasRole(caller: Caller, role: Role): boolean {
  return (
    caller.roles.has(role) || (role === 'agent' && caller.roles.has('admin'))
  );
}
