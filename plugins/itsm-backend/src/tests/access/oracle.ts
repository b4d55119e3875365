import { OWNER_GROUP, type Person, type PolicyName } from './cast';

/**
 * Who may do what, written down once more and without the kernel: what the tests hold the code to.
 * Read it as the specification of access.
 */
export interface Subject {
  name: 'open' | 'secret';
  restricted: boolean;
  /** What policies are asked for to read it, where that is no incident. */
  reads?: Asked;
  /** What policies are asked for to change it, where that is no incident. */
  updates?: Asked;
}

/** How far a policy lets somebody go: every record, their own, or none. */
export type Grant = 'all' | 'own' | 'none';

/** What policies are asked for. */
export type Asked =
  | 'incident.create'
  | 'incident.read'
  | 'incident.update'
  | 'change.create'
  | 'initiative.create'
  | 'suggestion.create'
  | 'suggestion.read'
  | 'retrospective.create'
  | 'cmdb.read'
  | 'cmdb.update'
  | 'cmdb.import'
  | 'ci-task.create'
  | 'service-levels.read'
  | 'service-levels.update'
  | 'survey.read'
  | 'kpi.read'
  | 'portfolio.read'
  | 'portfolio.update'
  | 'cost.read'
  | 'cost.update'
  | 'service.create'
  | 'service.read'
  | 'business-objective.create'
  | 'demand.create'
  | 'demand.read'
  | 'demand.update'
  | 'trend.create'
  | 'risk.create'
  | 'risk.read'
  | 'supplier.create'
  | 'contract.create'
  | 'definition.read'
  | 'definition.write'
  | 'operations.read'
  | 'operations.manage'
  | 'webhook.manage'
  | 'import.run'
  | 'person.erase';

const has = (person: Person, role: Person['roles'][number]) =>
  person.roles.includes(role);

/** Admins are agents too. */
const isAgent = (person: Person) =>
  has(person, 'agent') || has(person, 'admin');

/** Signed in as a user, or a service that configuration gives a role. */
export const isKnown = (person: Person) =>
  person.kind === 'user' ||
  (person.kind === 'service' && person.roles.length > 0);

/** Administers Callboard, under any policy. */
export const isAdmin = (person: Person) => has(person, 'admin');

/** What the policy grants. Services do not come before it. */
export function grant(policy: PolicyName, person: Person, asked: Asked): Grant {
  if (person.kind === 'service' || policy === 'allow-all') return 'all';
  if (policy === 'deny-all') return 'none';
  const reads = isAgent(person) || person.name === 'kim';
  switch (asked) {
    case 'incident.create':
    case 'suggestion.create':
    case 'suggestion.read':
    case 'portfolio.read':
    case 'demand.create':
    case 'demand.read':
    case 'demand.update':
      return 'all';
    case 'incident.read':
      return reads ? 'all' : 'own';
    case 'incident.update':
      return isAgent(person) ? 'all' : 'own';
    case 'cmdb.update':
    case 'service-levels.update':
    case 'ci-task.create':
    case 'change.create':
    case 'initiative.create':
    case 'portfolio.update':
    case 'cost.update':
    case 'service.create':
    case 'business-objective.create':
    case 'trend.create':
    case 'risk.create':
    case 'supplier.create':
    case 'contract.create':
      return isAgent(person) ? 'all' : 'none';
    case 'retrospective.create':
    case 'cmdb.read':
    case 'service-levels.read':
    case 'survey.read':
    case 'kpi.read':
    case 'cost.read':
    case 'service.read':
    case 'risk.read':
    case 'definition.read':
      return reads ? 'all' : 'none';
    default:
      return isAdmin(person) ? 'all' : 'none';
  }
}

/** The records are for rita. */
export const isRequester = (person: Person) => person.name === 'rita';

/**
 * Was let in: the collaborator with read; and on a restricted record those it names, requester,
 * assignee and owner group. Watching lets nobody in.
 */
export function isInvited(person: Person, record: Subject): boolean {
  if (person.name === 'colin') return true;
  if (!record.restricted) return false;
  return (
    isRequester(person) ||
    person.name === 'anton' ||
    person.groups.includes(OWNER_GROUP)
  );
}

/** A restricted record is for those who were let in and for one role, under any policy. */
export function mayRead(
  policy: PolicyName,
  person: Person,
  record: Subject,
): boolean {
  if (!isKnown(person)) return false;
  if (
    record.restricted &&
    !isInvited(person, record) &&
    !has(person, 'restrictedReader')
  )
    return false;
  const granted = grant(policy, person, record.reads ?? 'incident.read');
  if (granted !== 'own') return granted === 'all';
  return isRequester(person) || isInvited(person, record);
}

/** Whether the policy lets somebody change a record that they may read. */
export function mayUpdate(
  policy: PolicyName,
  person: Person,
  record: Subject,
): boolean {
  if (!mayRead(policy, person, record)) return false;
  const granted = grant(policy, person, record.updates ?? 'incident.update');
  return granted === 'own' ? isRequester(person) : granted === 'all';
}

/**
 * Assignee, owner group, collaborator; and agents, but not on what they asked for themselves.
 * Who this is the kernel decides, no policy.
 */
export function worksOn(person: Person): boolean {
  return (
    person.name === 'anton' ||
    person.name === 'colin' ||
    person.groups.includes(OWNER_GROUP) ||
    (isAgent(person) && !isRequester(person))
  );
}

/** What is internal is for those who work on the record and may read it. */
export const seesInternal = (
  policy: PolicyName,
  person: Person,
  record: Subject,
) => mayRead(policy, person, record) && worksOn(person);

/** Changes what is the work on a record. */
export const mayWork = (policy: PolicyName, person: Person, record: Subject) =>
  mayUpdate(policy, person, record) && worksOn(person);

/** Looks after the system: the role under any policy, and the permission. */
export const mayAdminister = (
  policy: PolicyName,
  person: Person,
  asked: Asked,
) => isAdmin(person) && grant(policy, person, asked) === 'all';
