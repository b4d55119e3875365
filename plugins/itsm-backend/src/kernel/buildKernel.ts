import type {
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock, ItsmKernel, Practice } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { Callers } from './access/Callers';
import { PermissionAuthorizer } from './access/PermissionAuthorizer';
import { CatalogCopy } from './catalog/CatalogCopy';
import { CatalogStore } from './catalog/CatalogStore';
import { EntityResolver } from './catalog/EntityResolver';
import { Door } from './door/Door';
import { Observer } from './door/Observer';
import { PrincipalStore } from './journal/PrincipalStore';
import { AuthorizedRecords } from './records/AuthorizedRecords';
import { Records } from './records/Records';
import { RecordStore } from './records/RecordStore';
import { RecordTypes } from './RecordTypes';

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
}

/** The kernel's parts; practices get the {@link ItsmKernel} among them. */
export interface KernelParts extends ItsmKernel {
  records: Records;
  authorizedRecords: AuthorizedRecords;
  types: RecordTypes;
  callers: Callers;
  catalog: CatalogStore;
  observer: Observer;
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
  const principals = new PrincipalStore(knex);
  const catalog = new CatalogStore(knex);
  const annotations =
    config.getOptionalStringArray('itsm.catalogCopy.annotations') ?? [];
  const resolver = new EntityResolver({ ...deps, store: catalog, annotations });
  const resolveEntity = resolver.require.bind(resolver);
  const authorizer = new PermissionAuthorizer(deps);
  const door = new Door({
    knex,
    types,
    store,
    principals,
    clock,
    catalogIn: executor => catalog.in(executor),
    resolveEntity,
    reactions: practices.flatMap(p => p.reactions ?? []),
  });
  const records = new Records({
    knex,
    types,
    store,
    door,
    catalog: new CatalogCopy({ ...deps, store: catalog, annotations }),
    principals,
  });
  return {
    database: knex,
    config,
    logger,
    clock,
    records,
    authorizedRecords: new AuthorizedRecords(records, authorizer, types),
    types,
    callers: new Callers(deps),
    catalog,
    observer: new Observer({ knex, types, store, principals, clock }),
    annotations,
    requireEntity: resolveEntity,
    authorizer,
  };
}
