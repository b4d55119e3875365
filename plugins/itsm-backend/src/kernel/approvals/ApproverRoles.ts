import { APPROVER_ROLES, kindOf } from '@callboard/plugin-itsm-common';
import {
  namesNow,
  type ApproverRole,
  type ApproverRoleInput,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { whereAmong } from '../database';

/** Says on a user who their manager is, for organisations that keep it in the catalog. */
export const MANAGER_ANNOTATION = 'callboard.dev/manager';

const isPrincipal = (ref: string | undefined): ref is string =>
  ref !== undefined && ['user', 'group'].includes(kindOf(ref));

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** Who owns any of the entities, also under a name that they had before. Two statements, or three. */
async function ownersOf(
  knex: Knex,
  refs: readonly (string | undefined)[],
): Promise<string[]> {
  const names = await namesNow(
    knex,
    refs.filter((ref): ref is string => ref !== undefined),
  );
  const known = [...new Set(names.values())];
  const owners = new Set<string>();
  for (let i = 0; i < known.length; i += CHUNK) {
    const chunk = known.slice(i, i + CHUNK);
    const rows: { owner_ref: string | null }[] = await whereAmong(
      knex('catalog_entities as e'),
      'e.ref',
      chunk,
    )
      .whereNull('e.removed_at')
      .select('e.owner_ref');
    for (const { owner_ref: owner } of rows)
      if (owner && isPrincipal(owner)) owners.add(owner);
  }
  return [...owners].sort();
}

async function managerOf(input: ApproverRoleInput): Promise<string[]> {
  const { requestedForRef, requesterRef } = input.record;
  const person = requestedForRef ?? requesterRef;
  if (!person) return [];
  const entity = await input.catalog.find(person);
  const manager = entity?.annotations[MANAGER_ANNOTATION]?.toLowerCase();
  return isPrincipal(manager) ? [manager] : [];
}

const resolvers = (
  knex: Knex,
): Record<keyof typeof APPROVER_ROLES, ApproverRole['resolve']> => ({
  owner: async ({ record }) => (record.ownerRef ? [record.ownerRef] : []),
  'service-owner': ({ record }) => ownersOf(knex, [record.serviceRef]),
  'affected-owners': ({ affected }) => ownersOf(knex, affected),
  'requester-manager': managerOf,
});

/** Whom policies can ask for by what they are to a record: the kernel's roles and the practices'. */
export class ApproverRoles {
  readonly #roles = new Map<string, ApproverRole>();

  constructor(knex: Knex) {
    for (const [role, resolve] of Object.entries(resolvers(knex))) {
      const label = APPROVER_ROLES[role as keyof typeof APPROVER_ROLES];
      this.#roles.set(role, { role, label, resolve });
    }
  }

  /** @throws Error if two bring the same role */
  contribute(roles: readonly ApproverRole[]): void {
    for (const role of roles) {
      if (this.#roles.has(role.role))
        throw new Error(`The approver role ${role.role} is brought twice.`);
      this.#roles.set(role.role, role);
    }
  }

  find(role: string): ApproverRole | undefined {
    return this.#roles.get(role);
  }

  all(): ApproverRole[] {
    return [...this.#roles.values()];
  }
}
