import type {
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  Clock,
  DueHandler,
  ItsmKernel,
  Practice,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { approvalPolicyKind } from './approvals/approvalPolicyKind';
import { ApproverRoles } from './approvals/ApproverRoles';
import { buildApprovals, type ApprovalParts } from './approvals/buildApprovals';
import { PolicyPredicates } from './approvals/PolicyPredicates';
import { Attachments } from './attachments/Attachments';
import { DatabaseStorage } from './attachments/DatabaseStorage';
import { readAttachmentLimits } from './attachments/limits';
import { Callers } from './access/Callers';
import { KnownDecisions } from './access/KnownDecisions';
import { PeopleRights } from './access/PeopleRights';
import { PermissionAuthorizer } from './access/PermissionAuthorizer';
import { buildSending, type Sending } from './buildSending';
import { ReadScope } from './access/ReadScope';
import { CatalogCopy } from './catalog/CatalogCopy';
import { CatalogStore } from './catalog/CatalogStore';
import { AskedCatalogAccess } from './catalog/CatalogAccess';
import { KnownServiceFacts } from './catalog/KnownServiceFacts';
import { EntityResolver } from './catalog/EntityResolver';
import {
  buildDefinitions,
  type DefinitionParts,
} from './definitions/buildDefinitions';
import { Door } from './door/Door';
import { Observer } from './door/Observer';
import { DueWorker } from './due/DueWorker';
import { Erasure } from './erasure/Erasure';
import { Followers } from './followers/Followers';
import { FollowStore } from './follows/FollowStore';
import { customFieldKind } from './fields/customFieldKind';
import { CustomFields } from './fields/CustomFields';
import { FieldRegistry } from './fields/FieldRegistry';
import { buildIdempotency } from './idempotency/buildIdempotency';
import type { IdempotentAnswers } from './idempotency/IdempotentAnswers';
import type { IdempotencyStore } from './idempotency/IdempotencyStore';
import { PracticeJournal } from './journal/PracticeJournal';
import { PrincipalStore } from './journal/PrincipalStore';
import { buildKpis, type KpiParts } from './kpi/buildKpis';
import type { AuthorizedKpis } from './kpi/AuthorizedKpis';
import { buildAsking } from './kpi/buildAsking';
import { DEPLOYMENT_KPIS } from './kpi/deploymentKpis';
import { KpiBook } from './kpi/KpiBook';
import { kpiKind } from './kpi/kpiKind';
import { KpiLabels } from './kpi/KpiLabels';
import type { KpiQuestions } from './kpi/KpiQuestions';
import { Members } from './news/Members';
import { OfferedServices } from './OfferedServices';
import { ToldOfServices } from './ToldOfServices';
import { AuthorizedRecords } from './records/AuthorizedRecords';
import { readMaxRows, RecordExports } from './records/RecordExports';
import { RecordQueries } from './records/RecordQueries';
import { Records } from './records/Records';
import { csvAnswers } from './records/writeCsv';
import { RecordStore } from './records/RecordStore';
import { RecordTypes } from './RecordTypes';
import { RecordSearch } from './search/RecordSearch';
import { readSearchLanguage } from './search/searchLanguage';
import { searchProjection } from './search/searchProjection';
import { Tasks } from './tasks/Tasks';
import { SavedViews } from './views/SavedViews';
import { ViewStore } from './views/ViewStore';

/** What the kernel is made from. */
export interface KernelDeps {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  clock: Clock;
  catalog: CatalogService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  /** Absent, definitions are read from files only. */
  urlReader?: UrlReaderService;
  /** Absent, nobody is notified. */
  notifications?: NotificationService;
  /** Absent, no page is told to look again. */
  signals?: SignalsService;
}

/** The kernel's parts; practices get the {@link ItsmKernel} among them. */
export interface KernelParts extends ItsmKernel, DefinitionParts {
  definitions: DefinitionParts['definitions'];
  definitionDrafts: DefinitionParts['definitionDrafts'];
  idempotency: { store: IdempotencyStore; answers: IdempotentAnswers };
  tasks: Tasks;
  attachments: Attachments;
  views: SavedViews;
  records: Records;
  authorizedRecords: AuthorizedRecords;
  types: RecordTypes;
  callers: Callers;
  catalog: CatalogStore;
  observer: Observer;
  due: DueWorker;
  followers: Followers;
  follows: FollowStore;
  sending: Sending;
  queries: RecordQueries;
  customFields: CustomFields;
  readScope: ReadScope;
  people: PeopleRights;
  search: RecordSearch;
  exports: RecordExports;
  erasure: Erasure;
  approving: ApprovalParts;
  /** What numbers are counted with, behind `facts` and `kpis`. */
  counting: KpiParts;
  kpis: KpiQuestions;
  authorizedKpis: AuthorizedKpis;
  /** The kernel's own handlers of due work, beside those of practices and of sending. */
  dueHandlers: readonly DueHandler[];
  /** The kernel's own projections, beside those of practices. */
  projections: readonly Projection[];
  /** Annotations that the catalog copy keeps. */
  annotations: string[];
}

/** Puts the kernel together for the given practices. Touches neither network nor database. */
export function buildKernel(
  deps: KernelDeps,
  practices: readonly Practice[],
): KernelParts {
  const { knex, config, logger, clock } = deps;
  const types = RecordTypes.of(practices);
  const store = new RecordStore(knex, types);
  const principals = new PrincipalStore(knex, clock);
  const followers = new Followers({ ...deps, principals });
  const counting = buildKpis({ ...deps, followers, principals });
  const catalog = new CatalogStore(knex, principals);
  const annotations =
    config.getOptionalStringArray('itsm.catalogCopy.annotations') ?? [];
  const catalogCopy = new CatalogCopy({ ...deps, store: catalog, annotations });
  const resolver = new EntityResolver({ ...deps, store: catalog, annotations });
  const resolveEntity = resolver.require.bind(resolver);
  const known = new KnownDecisions(deps);
  const callers = new Callers(deps);
  const authorizer = new PermissionAuthorizer({ ...deps, listener: known });
  const registry = new FieldRegistry(
    types,
    practices.flatMap(p => p.recordFields ?? []),
  );
  const roles = new ApproverRoles(knex);
  const predicates = new PolicyPredicates(registry);
  const catalogAccess = new AskedCatalogAccess({
    ...{ ...deps, authorizer },
    called: refs => catalogCopy.called(refs),
  });
  const inCatalog = { catalog: catalogCopy, catalogAccess };
  const defined = buildDefinitions({
    ...deps,
    types,
    principals,
    catalog,
    catalogAccess,
    authorizer,
    resolveEntity,
    kinds: [
      customFieldKind(types),
      approvalPolicyKind({
        types,
        roles,
        predicates,
        known: inCatalog,
        clock,
      }),
      kpiKind({ book: () => counting.book, known: inCatalog }),
      ...practices.flatMap(p => p.definitionKinds ?? []),
    ],
  });
  const { definitions, offers } = defined;
  const serviceFacts = new KnownServiceFacts({ catalog, clock });
  const told = new ToldOfServices();
  const language = readSearchLanguage(config);
  const queries = new RecordQueries({ knex, registry, clock, language });
  const customFields = new CustomFields({ types, definitions, resolveEntity });
  const attachmentLimits = readAttachmentLimits(config);
  const door = new Door({
    knex,
    types,
    store,
    principals,
    clock,
    catalogIn: executor => catalog.in(executor),
    attachmentLimits,
    resolveEntity,
    customFields,
    expandTemplate: offers.expand.bind(offers),
    reactions: practices.flatMap(p => p.reactions ?? []),
    serviceFacts: ref => serviceFacts.of(ref),
  });
  const records = new Records({
    knex,
    types,
    store,
    door,
    catalog: catalogCopy,
    principals,
    queries,
    customFields,
  });
  const due = new DueWorker({
    ...deps,
    changeRecords: door.changeRecords.bind(door),
  });
  const csv = csvAnswers(readMaxRows(config));
  const idempotency = buildIdempotency(deps);
  const readScope = new ReadScope(authorizer, types, customFields);
  const kpiBook = new KpiBook({ ...counting, definitions, clock });
  const kpiLabels = new KpiLabels({
    ...{ ...defined, book: counting.book, catalog: catalogCopy },
    ...{ registry, types },
  });
  const approving = buildApprovals({
    ...{ knex, types, records, principals, catalog, catalogAccess },
    ...{ authorizer, definitions, due, clock, roles, predicates },
    serviceFacts: ref => serviceFacts.of(ref),
    admins: () => callers.holdersOf('admin'),
    requireEntity: resolveEntity,
  });
  const parts = {
    database: knex,
    config,
    logger,
    clock,
    records,
    authorizedRecords: new AuthorizedRecords(
      records,
      authorizer,
      types,
      catalogAccess,
    ),
    types,
    callers,
    people: new PeopleRights({
      ...{ known, catalog, callers },
      members: new Members(knex),
    }),
    catalog,
    observer: new Observer({ knex, types, store, principals, clock }),
    due,
    journal: new PracticeJournal(principals, clock),
    followers,
    annotations,
    requireEntity: resolveEntity,
    ...defined,
    idempotency,
    tasks: new Tasks({ knex, records, types, catalog, authorizer }),
    attachments: new Attachments({
      knex,
      records,
      types,
      catalog,
      principals,
      authorizer,
      storage: new DatabaseStorage(knex),
      limits: attachmentLimits,
      clock,
    }),
    views: new SavedViews({ knex, store: new ViewStore(knex), catalog, clock }),
    follows: new FollowStore(knex),
    services: new OfferedServices(),
    serviceViews: told,
    serviceFacts: (ref: string) => serviceFacts.of(ref),
    recordTypes: types,
    authorizer,
    catalogAccess,
    queries,
    customFields,
    readScope,
    ...buildAsking({
      ...counting,
      ...{ kpiBook, labels: kpiLabels, clock, knex, types },
      ...{ catalog: catalogCopy, catalogAccess, authorizer, readScope },
      maxRows: csv.maxRows,
    }),
    search: new RecordSearch({ queries, types, catalog: catalogCopy }),
    exports: new RecordExports({ queries, types, maxRows: csv.maxRows }),
    csv,
    erasure: new Erasure({
      ...deps,
      types,
      principals,
      known,
      idempotency,
      due,
      copy: catalog,
      language,
    }),
    approving,
    counting,
    facts: counting.rollups,
    dueHandlers: approving.dueHandlers,
    projections: [searchProjection(types, language), approving.projection],
  };
  const sending = buildSending(
    {
      kernel: parts,
      principals,
      known,
      notifications: deps.notifications,
      signals: deps.signals,
    },
    practices,
  );
  const kernel = { ...parts, sending };
  for (const practice of practices) {
    const facts = practice.serviceFacts?.(kernel);
    if (facts) serviceFacts.contribute(facts);
    roles.contribute(practice.approverRoles?.(kernel) ?? []);
    counting.book.contribute(practice.counted?.(kernel) ?? {});
    told.contribute({
      views: practice.serviceViews?.(kernel),
      checks: practice.serviceChecks?.(kernel),
    });
  }
  counting.book.contribute({ kpis: DEPLOYMENT_KPIS });
  kpiBook.check();
  kernel.projections = [...kernel.projections, ...counting.projections()];
  return kernel;
}
