import {
  approvalPolicySchema,
  closeNames,
  type Approver,
  type PolicyStep,
} from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type Clock,
  type DefinitionFault,
  type DefinitionKind,
  type KnownCatalog,
  type NamedRef,
} from '@callboard/plugin-itsm-node';
import { typeFaults } from '../definitions/kinds/replyTemplateKind';
import type { RecordTypes } from '../RecordTypes';
import type { ApproverRoles } from './ApproverRoles';
import type { PolicyPredicates } from './PolicyPredicates';

/** The kind of definitions that say who approves what. */
export const APPROVAL_POLICY_KIND = 'approval-policy';

/** Roles that are one principal at most; the others are as many as there are. */
const SINGLE = ['owner', 'service-owner', 'requester-manager'];

type Path = readonly (string | number)[];

const fault = (path: Path, message: string): DefinitionFault => ({
  path,
  message: `${path.join('.')}: ${message}`,
});

const nameOfApprover = (who: Approver): string => {
  if ('user' in who) return who.user;
  return 'group' in who ? who.group : `role ${who.role}`;
};

/** How many seats a step can have at most; undefined if that is not known. */
function mostSeats(step: PolicyStep): number | undefined {
  let seats = 0;
  for (const who of step.who) {
    if ('role' in who && !SINGLE.includes(who.role)) return undefined;
    seats += 'group' in who ? who.seats ?? 1 : 1;
  }
  return seats;
}

function stepFaults(step: PolicyStep, path: Path): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const names = step.who.map(nameOfApprover);
  names.forEach((name, i) => {
    if (names.indexOf(name) < i)
      faults.push(fault([...path, 'who', i], `${name} is there twice`));
  });
  const most = mostSeats(step);
  if (
    typeof step.quorum === 'number' &&
    most !== undefined &&
    step.quorum > most
  )
    faults.push(
      fault(
        [...path, 'quorum'],
        `${step.quorum} can never approve, for ${most} ${
          most === 1 ? 'is' : 'are'
        } asked; ask more, or give groups more seats`,
      ),
    );
  (step.escalateTo ?? []).forEach((who, i) => {
    const name = nameOfApprover(who);
    if (names.includes(name))
      faults.push(
        fault(
          [...path, 'escalateTo', i],
          `${name} is asked by this step already; escalating would go in a circle`,
        ),
      );
  });
  if (step.onDeadline && !step.deadline)
    faults.push(
      fault(
        [...path, 'onDeadline'],
        'says what happens at a deadline, and there is none',
      ),
    );
  return faults;
}

/** Approval policies. */
export function approvalPolicyKind(deps: {
  types: RecordTypes;
  roles: ApproverRoles;
  predicates: PolicyPredicates;
  known: KnownCatalog;
  clock: Clock;
}): DefinitionKind<typeof approvalPolicySchema> {
  const { types, roles, predicates, known: inCatalog, clock } = deps;

  function roleFaults(role: string, path: Path): DefinitionFault[] {
    if (roles.find(role)) return [];
    const known = roles.all().map(r => r.role);
    const [close] = closeNames(role, known);
    return [
      fault(
        [...path, 'role'],
        `there is no role "${role}"${
          close
            ? `; did you mean "${close}"?`
            : `; there are ${known.join(', ')}`
        }`,
      ),
    ];
  }

  return {
    kind: APPROVAL_POLICY_KIND,
    label: 'Approval policy',
    description:
      'Who approves which records, in what order, how many of them, and what happens when nobody does.',
    schema: approvalPolicySchema,
    titleOf: policy => policy.title,
    async check(policy, _, by) {
      const faults = policy.records.flatMap((name, i) => {
        const path = ['records', i];
        const type = types.find(name);
        if (!type) return typeFaults(types, name, path);
        return type.approval
          ? []
          : [
              fault(
                path,
                `records of the type ${type.label} are not approved by anybody`,
              ),
            ];
      });
      const registered = policy.records.flatMap(t => types.find(t) ?? []);
      if (policy.when) {
        try {
          predicates.check(policy.when, registered, clock.now());
        } catch (error) {
          if ((error as Error).name !== 'InputError') throw error;
          faults.push({ path: ['when'], message: (error as Error).message });
        }
      }
      const named: NamedRef[] = [];
      policy.steps.forEach((step, i) => {
        const path = ['steps', i];
        for (const list of ['who', 'escalateTo'] as const)
          (step[list] ?? []).forEach((who, j) => {
            const at = [...path, list, j];
            if ('role' in who) faults.push(...roleFaults(who.role, at));
            else if ('user' in who)
              named.push({ ref: who.user, path: [...at, 'user'] });
            else named.push({ ref: who.group, path: [...at, 'group'] });
          });
        faults.push(...stepFaults(step, path));
      });
      return [...faults, ...(await catalogFaults(inCatalog, named, by))];
    },
  };
}
