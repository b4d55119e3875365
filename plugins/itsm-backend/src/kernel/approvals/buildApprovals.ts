import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CatalogReader,
  Clock,
  Definitions,
  DueHandler,
  DueWork,
  Job,
  Projection,
  ServiceFacts,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { Members } from '../news/Members';
import type { Records } from '../records/Records';
import type { RecordTypes } from '../RecordTypes';
import { Absences } from './Absences';
import { AbsenceStore } from './AbsenceStore';
import { approvalClocks } from './approvalClocks';
import { approvalDueWork } from './approvalDueWork';
import { Approvals } from './Approvals';
import type { ApproverRoles } from './ApproverRoles';
import type { PolicyPredicates } from './PolicyPredicates';
import { replaceWhoLeft } from './replaceWhoLeft';
import { RoundPlanner } from './RoundPlanner';

/** The parts of approvals, beside what the door does. */
export interface ApprovalParts {
  approvals: Approvals;
  absences: Absences;
  roles: ApproverRoles;
  projection: Projection;
  dueHandlers: readonly DueHandler[];
  job: Job;
}

/** Puts approvals together. Touches neither network nor database. */
export function buildApprovals(deps: {
  knex: Knex;
  types: RecordTypes;
  records: Records;
  principals: PrincipalStore;
  catalog: CatalogReader;
  catalogAccess: CatalogAccess;
  authorizer: Authorizer;
  definitions: Definitions;
  due: DueWork;
  clock: Clock;
  roles: ApproverRoles;
  predicates: PolicyPredicates;
  serviceFacts: (ref: string) => Promise<ServiceFacts>;
  admins: () => readonly string[];
  requireEntity: (
    caller: Caller,
    ref: string,
    field: string,
  ) => Promise<string>;
}): ApprovalParts {
  const { knex } = deps;
  const planner = new RoundPlanner({ ...deps, members: new Members(knex) });
  return {
    approvals: new Approvals({ ...deps, planner }),
    absences: new Absences({ ...deps, store: new AbsenceStore(knex) }),
    roles: deps.roles,
    projection: approvalClocks(deps),
    dueHandlers: approvalDueWork({ ...deps, planner }),
    job: replaceWhoLeft(deps),
  };
}
