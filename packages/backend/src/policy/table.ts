import { Role } from './roles';

/**
 * What somebody may do: everything of the kind, only what is their own, or nothing. On a
 * permission that is not about records, `own` means nothing.
 */
export type Grant = 'all' | 'own' | 'none';

/** A line of the policy. */
export interface Rule {
  /** Name of a permission; `*` stands for any characters. */
  permission: string;
  grants: Record<Role, Grant>;
}

const everybody = {
  admin: 'all',
  agent: 'all',
  reader: 'all',
  requester: 'all',
} as const;

const adminsOnly = {
  admin: 'all',
  agent: 'none',
  reader: 'none',
  requester: 'none',
} as const;

/**
 * The policy of the demo. The first line that fits a permission decides.
 *
 * Restricted records, internal comments and the like are kept by the ITSM backend itself,
 * whatever is allowed here.
 */
export const POLICY: readonly Rule[] = [
  // Records: whoever works on them sees and changes all, others their own.
  { permission: 'itsm.import.*', grants: adminsOnly },
  { permission: 'itsm.cmdb.import', grants: adminsOnly },
  // Which items somebody may change, the CMDB decides: those that their groups own.
  {
    permission: 'itsm.cmdb.update',
    grants: { admin: 'all', agent: 'all', reader: 'all', requester: 'none' },
  },
  { permission: 'itsm.definition.write', grants: adminsOnly },
  { permission: 'itsm.operations.*', grants: adminsOnly },
  { permission: 'itsm.person.erase', grants: adminsOnly },
  { permission: 'itsm.webhook.*', grants: adminsOnly },
  { permission: 'itsm.incident.create', grants: everybody },
  // Anybody suggests, and says of what others suggest that they want it too.
  { permission: 'itsm.suggestion.create', grants: everybody },
  { permission: 'itsm.suggestion.read', grants: everybody },
  // Everybody sees what services there are, says what they need, and what others need too.
  { permission: 'itsm.portfolio.read', grants: everybody },
  { permission: 'itsm.demand.create', grants: everybody },
  { permission: 'itsm.demand.read', grants: everybody },
  // Which needs somebody may change, the kernel decides: those that their groups own or were asked in on,
  // that are given to them, or that they asked for. Everybody else comments.
  { permission: 'itsm.demand.update', grants: everybody },
  // Teams look back by themselves.
  {
    permission: 'itsm.retrospective.create',
    grants: { admin: 'all', agent: 'all', reader: 'all', requester: 'none' },
  },
  {
    permission: 'itsm.*.read',
    grants: { admin: 'all', agent: 'all', reader: 'all', requester: 'own' },
  },
  {
    permission: 'itsm.*.update',
    grants: { admin: 'all', agent: 'all', reader: 'own', requester: 'own' },
  },
  {
    permission: 'itsm.*',
    grants: { admin: 'all', agent: 'all', reader: 'none', requester: 'none' },
  },

  // The catalog is read from files that are reviewed; only administrators go around that.
  { permission: 'catalog.entity.create', grants: adminsOnly },
  { permission: 'catalog.entity.delete', grants: adminsOnly },
  { permission: 'catalog.location.create', grants: adminsOnly },
  { permission: 'catalog.location.delete', grants: adminsOnly },
  { permission: 'catalog.ingestion.manage', grants: adminsOnly },
  { permission: 'scaffolder.template.management', grants: adminsOnly },

  { permission: '*', grants: everybody },
];

/** What a role may do with a permission of this name. */
export function grantFor(
  permission: string,
  role: Role,
  policy: readonly Rule[] = POLICY,
): Grant {
  const rule = policy.find(line => fits(line.permission, permission));
  return rule?.grants[role] ?? 'none';
}

function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(part => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
