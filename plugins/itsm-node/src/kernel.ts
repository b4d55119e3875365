import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import type { Response } from 'express';
import type { Knex } from 'knex';
import type { Caller } from './caller';
import type { DefinitionDrafts, Definitions } from './definitions';
import type { DueWork } from './due';
import type { JournalWriter } from './journal';
import type { FactWriter, KpiReader } from './kpi';
import type { RecordKernel, RegisteredRecordType } from './records';
import type { TypedServices } from './services';
import type { ServiceViews } from './serviceViews';

/** The time, injected so that tests can hold it. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** What the copy of the catalog knows of an entity. */
export interface CatalogEntity {
  ref: string;
  kind: string;
  title: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  systemRef?: string;
  annotations: Readonly<Record<string, string>>;
  /** Set when the catalog no longer has it. */
  removedAt?: number;
}

/** Reads the kernel's copy of the catalog. */
export interface CatalogReader {
  /** The entity, found under an old reference too; undefined if it was never seen. */
  find(ref: string): Promise<CatalogEntity | undefined>;
  /** How references are called, dangling ones included. One query for all. */
  describe(
    refs: Iterable<string | undefined>,
  ): Promise<Record<string, RefInfo>>;
  /**
   * What the references are called now, by how they are named: those that were renamed by their new name, all
   * others by themselves. One query for all, two if any was renamed.
   */
  called(refs: readonly string[]): Promise<Map<string, string>>;
  /**
   * Those of the references that the catalog had and has no longer, under no other name either.
   * One query for all.
   */
  gone(refs: readonly string[]): Promise<Set<string>>;
  /**
   * Those of the references that the catalog does not have, for checking what somebody names. None
   * before it was read whole: until then nothing is known to be missing, and what stands in Git is read
   * first when a portal starts for the first time.
   */
  missing(refs: readonly string[]): Promise<Set<string>>;
}

/**
 * What is known of a service when a record is filed against it, by name: its type, its system, and
 * what practices know, e.g. `tier`. It decides what was promised, so the journal keeps it: nothing of
 * people, and no long texts.
 */
export type ServiceFacts = Readonly<Record<string, string | number | boolean>>;

/** Turns a caller and the permissions of a request into a caller with scopes. */
export interface Authorizer {
  /**
   * Asks the permission framework once for all permissions named; answers are kept for a few
   * seconds per caller.
   *
   * @param options - `catalog` asks along whether the caller may read all of the catalog; that is
   *   always asked with permissions to create and update
   */
  withScopes(
    caller: Caller,
    permissions: readonly Permission[],
    options?: { catalog?: boolean },
  ): Promise<Caller>;
  /** @throws NotAllowedError if the (basic) permission is denied */
  require(caller: Caller, permission: Permission): Promise<void>;
  /** Whether the caller may read every entity of the catalog. One question, kept like the others. */
  readsWholeCatalog(caller: Caller): Promise<boolean>;
}

/**
 * What callers may see of the catalog. What they may not appears in no graph, path, count, history
 * or export.
 */
export interface CatalogAccess {
  /**
   * Those of the references that the caller may read in the catalog. Whoever may read all of it is
   * not asked about each; for others the catalog is asked, in batches, with their own credentials.
   * What the catalog no longer has only the former see.
   */
  readable(caller: Caller, refs: readonly string[]): Promise<Set<string>>;
}

/** Who follows which service. Following gives no right: it is a wish to hear. */
export interface Follows {
  /** The services that somebody follows. */
  of(principalRef: string): Promise<string[]>;
  /** Who follows any of the entities. */
  followersOf(entityRefs: readonly string[]): Promise<string[]>;
}

/** Gives callers what the permission framework lets them read of records. */
export interface RecordScope {
  /**
   * The caller with the scopes of reading records of the types, all types if none are named. With
   * it `records.list` and the like answer what the caller may read.
   *
   * @param along - what else is asked in the same call
   * @throws InputError for a type that no practice brings
   */
  of(
    caller: Caller,
    types?: readonly string[],
    along?: { permissions: readonly Permission[]; catalog?: boolean },
  ): Promise<Caller>;
}

/**
 * People who are not asking, e.g. whose calendar is fetched: as callers that may read what they were
 * last allowed to (ADR 7).
 */
export interface PeopleAsCallers {
  /**
   * Somebody as a caller with the scope of one permission to read records, and of no other. The
   * permission framework is not asked. Of the catalog they see all, if they were last allowed to, or
   * nothing: which part, only the catalog could say.
   *
   * @returns `left` for whoever the catalog has no longer or was erased, `unknown` if it is not
   *   known, or too long ago, what they may read
   */
  asCaller(
    ref: string,
    permission: Permission,
  ): Promise<Caller | 'left' | 'unknown'>;
}

/** Answers rows as CSV files. */
export interface CsvAnswers {
  /** The most rows of one file, `itsm.export.maxRows`. */
  maxRows: number;
  /**
   * Answers a file while its rows are read: never more than a batch in memory. What fails before
   * the first row is answered as an error; what fails later breaks the connection off. Cells that a
   * spreadsheet would run as a formula get an apostrophe.
   */
  write(
    response: Response,
    file: {
      /** Without `.csv`. */
      name: string;
      header: readonly string[];
      rows: AsyncGenerator<string[]>;
      /** A byte order mark first, for programs that guess the encoding. */
      bom?: boolean;
    },
  ): Promise<void>;
}

/** What the kernel gives a practice at its start. */
export interface ItsmKernel {
  /** For the practice's own stores. */
  database: Knex;
  config: RootConfigService;
  logger: LoggerService;
  clock: Clock;
  records: RecordKernel;
  catalog: CatalogReader;
  /**
   * Makes sure that an entity is there and that the caller may see it in the catalog, fetching
   * it if the copy has not seen it yet.
   *
   * @returns its reference as it is now, if it was renamed
   * @throws InputError naming the field, if not
   */
  requireEntity(caller: Caller, ref: string, field: string): Promise<string>;
  authorizer: Authorizer;
  catalogAccess: CatalogAccess;
  readScope: RecordScope;
  people: PeopleAsCallers;
  csv: CsvAnswers;
  due: DueWork;
  journal: JournalWriter;
  definitions: Definitions;
  /** What would be, before it is written. */
  definitionDrafts: DefinitionDrafts;
  follows: Follows;
  /** What is known of a service now; kept for a few seconds. Not inside a transaction. */
  serviceFacts(ref: string): Promise<ServiceFacts>;
  /** The types of records of all practices. */
  recordTypes: { all(): readonly RegisteredRecordType[] };
  /** Writes facts that numbers are counted of. */
  facts: FactWriter;
  /** Tells numbers. */
  kpis: KpiReader;
  /** What practices offer each other. */
  services: TypedServices;
  /** What practices tell of services. Complete once all practices have started. */
  serviceViews: ServiceViews;
}
