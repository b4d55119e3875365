import { APPROVER_ROLES, kindOf } from '@callboard/plugin-itsm-common';
import type {
  ApproverRole,
  ApproverRoleInput,
} from '@callboard/plugin-itsm-node';

/** Says on a user who their manager is, for organisations that keep it in the catalog. */
export const MANAGER_ANNOTATION = 'callboard.dev/manager';

const isPrincipal = (ref: string | undefined): ref is string =>
  ref !== undefined && ['user', 'group'].includes(kindOf(ref));

async function ownersOf(
  { catalog }: ApproverRoleInput,
  refs: readonly (string | undefined)[],
): Promise<string[]> {
  const known = refs.filter((ref): ref is string => ref !== undefined);
  const entities = await Promise.all(known.map(ref => catalog.find(ref)));
  const owners = entities.map(entity => entity?.ownerRef).filter(isPrincipal);
  return [...new Set(owners)].sort();
}

async function managerOf(input: ApproverRoleInput): Promise<string[]> {
  const { requestedForRef, requesterRef } = input.record;
  const person = requestedForRef ?? requesterRef;
  if (!person) return [];
  const entity = await input.catalog.find(person);
  const manager = entity?.annotations[MANAGER_ANNOTATION]?.toLowerCase();
  return isPrincipal(manager) ? [manager] : [];
}

const RESOLVE: Record<keyof typeof APPROVER_ROLES, ApproverRole['resolve']> = {
  owner: async ({ record }) => (record.ownerRef ? [record.ownerRef] : []),
  'service-owner': input => ownersOf(input, [input.record.serviceRef]),
  'affected-owners': input => ownersOf(input, input.affected),
  'requester-manager': managerOf,
};

/** Whom policies can ask for by what they are to a record: the kernel's roles and the practices'. */
export class ApproverRoles {
  readonly #roles = new Map<string, ApproverRole>(
    Object.entries(APPROVER_ROLES).map(([role, label]) => [
      role,
      { role, label, resolve: RESOLVE[role as keyof typeof APPROVER_ROLES] },
    ]),
  );

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
