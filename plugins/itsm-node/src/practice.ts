import type {
  FieldDefinition,
  FieldTest,
  Lifecycle,
  LinkKind,
  RecordPermissions,
  RouteContract,
  ParamsOf,
  QueryOf,
  BodyOf,
  ResponseOf,
} from '@callboard/plugin-itsm-common';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Request, Response } from 'express';
import type { Knex } from 'knex';
import type { ItsmAction } from './actions';
import type { Caller } from './caller';
import type { DefinitionKind } from './definitions';
import type { DueHandler } from './due';
import type { Projection } from './journal';
import type { CatalogReader, ItsmKernel, ServiceFacts } from './kernel';
import type { NewsRule, SubjectNewsRule } from './news';
import type { Counted } from './kpi';
import type { ServiceCheck, ServiceView } from './serviceViews';
import type { RecordCondition, RecordValues, StoredRecord } from './records';

/** What a rule is told: the command so far, under the record's lock. */
export interface RuleInput {
  /** The record before the command; absent when it is being created. */
  before?: StoredRecord;
  /** The record as the command would leave it so far. */
  after: RecordValues;
  /** The values that the command itself names; what it names, no rule overrides. */
  set: Readonly<RecordValues>;
  /** The transition taken, if any. */
  transition?: string;
  caller: Caller;
  /** Milliseconds since the epoch. */
  now: number;
  catalog: CatalogReader;
}

/**
 * One business rule, in a file named after the sentence it states. Rules run in the order of the
 * record type's list, each on what the one before it left, inside the command's transaction.
 *
 * @returns the values it sets; nothing if it has nothing to say
 */
export type RecordRule = (
  input: RuleInput,
) =>
  | Partial<RecordValues>
  | undefined
  | Promise<Partial<RecordValues> | undefined>;

/** A kind of record that a practice brings. */
export interface RecordType {
  /** E.g. `incident`; the same word in permissions and API. */
  type: string;
  /** For people, singular, sentence case. */
  label: string;
  /** Before the number, e.g. `INC`. */
  prefix: string;
  lifecycle: Lifecycle;
  permissions: RecordPermissions;
  /** The practice's own table, keyed by `record_id`, and its typed columns. */
  detail?: { table: string; fields: readonly FieldDefinition[] };
  rules?: readonly RecordRule[];
  /** How records of the type are approved; absent, nobody is asked. */
  approval?: RecordApproval;
  /**
   * Kinds of links that lead to records of this type and to nothing else, e.g. `serves`. A kind that no
   * type asks for leads to any record and to things.
   */
  reachedBy?: readonly LinkKind[];
}

/**
 * How records of a type are approved. Who is asked, in which order and by when, say definitions of
 * the kind `approval-policy`; how it stands is the field `approval`, which guards can look at.
 */
export interface RecordApproval {
  /**
   * Whether an approval must stand while the record is so: `before` something is done, or `after`
   * the fact. Nobody is asked for records of which it says nothing.
   */
  asks(record: Readonly<RecordValues>): 'before' | 'after' | undefined;
  /**
   * Whether what decides who is asked is still being worked out, e.g. a risk. They are asked when it is
   * there: policies would not know it before, and those who decide would be asked twice.
   */
  waits?(record: Readonly<RecordValues>): boolean;
  /** Transitions taken with the decision, where the lifecycle has them from the record's status. */
  approve?: string;
  reject?: string;
  /** Taken when what was approved has changed and is asked again. */
  askAgain?: string;
  /** Keys of the fields of which a change makes what was asked or approved stale. */
  protects: readonly string[];
  /** Kinds of links of which a change does. */
  protectsLinks?: readonly LinkKind[];
}

/** What an approver role is resolved for. */
export interface ApproverRoleInput {
  record: StoredRecord;
  /** Entities that the record affects, its service among them. */
  affected: readonly string[];
  catalog: CatalogReader;
  /** Milliseconds since the epoch. */
  now: number;
}

/** People and groups named by what they are to a record, for policies to ask for. */
export interface ApproverRole {
  /** As policies name it, e.g. `freeze-exception`. */
  role: string;
  /** For people, e.g. `Whoever may allow work in a freeze`. */
  label: string;
  /**
   * Users and groups, one seat each; none if there is nobody. Called outside of any transaction.
   */
  resolve(input: ApproverRoleInput): Promise<readonly string[]>;
  /**
   * Whether records need its approval whatever policies say: it is added as a last step then, unless
   * a policy that applies asks for it already.
   */
  alwaysAsked?(record: StoredRecord): boolean;
}

/** What the SQL of a contributed field is made for. */
export interface ContributedFieldContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether the caller works on the record `r`. */
  works: RecordCondition;
  postgres: boolean;
}

/**
 * What a practice knows of records of all types from tables of its own: a field that lists, views,
 * counts, searches and exports can be asked for. Nobody sets it, and no receiver of webhooks can be
 * told by it: it is worked out of more than the record.
 */
export interface ContributedField {
  /** Its key begins with the practice's word and a point, e.g. `sla.state`; it has no column. */
  definition: FieldDefinition;
  /** The record types that have it; all if absent. */
  types?: readonly string[];
  /**
   * What it is to somebody, where that depends on who asks or stands in no table: asked for once before a
   * statement that filters, sorts or shows it, and never otherwise. Without it the field is the same to all.
   *
   * @param caller - as the list was asked for; what else it takes is asked for here
   * @throws NotAllowedError for whoever may not know it
   */
  forCaller?(
    caller: Caller,
  ): Promise<Pick<ContributedField, 'value' | 'test' | 'rank'>>;
  /** The value of the record `r` as an expression in brackets; NULL where there is none. */
  value(context: ContributedFieldContext): RecordCondition;
  /** A number in its place, by which lists are sorted; NULL where there is none. */
  rank?(context: ContributedFieldContext): RecordCondition;
  /**
   * A test as a condition over `records as r` that never yields NULL, where an index can answer it
   * without looking at every record; undefined to test the value. Both must say the same.
   */
  test?(
    test: FieldTest,
    context: ContributedFieldContext,
  ): RecordCondition | undefined;
}

/** What a reaction sees of a journal entry that is about to be appended. */
export interface PendingEntry {
  subjectType: string;
  subjectId: string;
  kind: string;
  at: number;
  status?: string;
  payload: Readonly<Record<string, unknown>>;
}

/**
 * Runs inside the transaction of a command, just before its entries are appended, and writes only
 * its own derived tables. What must change a record is a command of its own.
 */
export interface Reaction {
  id: string;
  kinds: readonly string[];
  react(tx: Knex.Transaction, entries: readonly PendingEntry[]): Promise<void>;
}

/** Periodic work, run by one backend at a time through Backstage's scheduler. */
export interface Job {
  id: string;
  /** Milliseconds between two runs, at least 5,000. */
  everyMs: number;
  run(): Promise<void>;
}

/** A parsed request. */
export interface RouteRequest<C> {
  params: ParamsOf<C>;
  query: QueryOf<C>;
  body: BodyOf<C>;
  caller: Caller;
  /** The version named by If-Match, if any. */
  ifMatch?: number;
  /** For streamed bodies and answers only. */
  raw: { request: Request; response: Response };
}

/** Where a practice mounts its routes: parsing, errors and OpenAPI come with it. */
export interface PracticeRouter {
  /**
   * Serves a route by its contract.
   *
   * @param handler - calls one service method and returns what the contract's response describes;
   *   for contracts with `answers` it writes to the raw response itself and returns undefined
   */
  route<C extends RouteContract<any, any, any, any>>(
    contract: C,
    handler: (request: RouteRequest<C>) => Promise<ResponseOf<C> | undefined>,
  ): void;
}

/**
 * A practice of IT service management, built in or from outside. It registers itself through
 * {@link practicesExtensionPoint}; the kernel migrates and starts it in dependency order.
 */
export interface Practice {
  /** E.g. `incidents`; the folder, the route prefix and the configuration key. */
  id: string;
  title: string;
  /** Practices that must be there and start first. */
  dependsOn?: readonly string[];
  /** Absolute folder of knex migrations; they keep their own migrations table. */
  migrations?: { directory: string };
  recordTypes?: readonly RecordType[];
  /** Fields of the records of all types that follow from the practice's own tables. */
  recordFields?: readonly ContributedField[];
  /** Permissions beside those of the record types. */
  permissions?: readonly Permission[];
  reactions?: readonly Reaction[];
  /**
   * What people hear of, beside what the kernel tells of all records. A rule about records of all
   * types is made when it is known which there are.
   */
  news?: readonly NewsRule[] | ((types: readonly string[]) => NewsRule);
  /** What people hear of things of the practice that are no records. */
  subjectNews?: readonly SubjectNewsRule[];
  definitionKinds?: readonly DefinitionKind[];
  /** Roles that approval policies can ask for, beside the kernel's. */
  approverRoles?(kernel: ItsmKernel): readonly ApproverRole[];
  /**
   * Followers, handlers of due work and periodic jobs, made once the kernel stands: they usually
   * need its services.
   */
  projections?(kernel: ItsmKernel): readonly Projection[];
  dueHandlers?(kernel: ItsmKernel): readonly DueHandler[];
  jobs?(kernel: ItsmKernel): readonly Job[];
  /** What the practice counts: facts, gauges and the key performance indicators made of them. */
  counted?(kernel: ItsmKernel): Counted;
  /** What agents, pipelines and templates can call. */
  actions?(kernel: ItsmKernel): readonly ItsmAction[];
  /** Adds to what is known of a service when a record is filed against it. */
  serviceFacts?(kernel: ItsmKernel): (ref: string) => Promise<ServiceFacts>;
  /** What the practice tells on the page of a service. */
  serviceViews?(kernel: ItsmKernel): readonly ServiceView[];
  /** What a managed service has of what the practice knows. */
  serviceChecks?(kernel: ItsmKernel): readonly ServiceCheck[];
  /**
   * Offers typed services to other practices, before any practice starts. Who they are for is not
   * known here: they take a caller like any other.
   */
  services?(kernel: ItsmKernel): void;
  /** Builds the services and mounts the routes, after all migrations ran. */
  start?(kernel: ItsmKernel, router: PracticeRouter): void | Promise<void>;
}
