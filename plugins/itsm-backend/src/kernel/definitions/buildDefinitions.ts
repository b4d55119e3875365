import type {
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CatalogReader,
  Clock,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes } from '../RecordTypes';
import { DefinitionKinds } from './DefinitionKinds';
import { DefinitionReader } from './DefinitionReader';
import { DefinitionService } from './DefinitionService';
import { DefinitionSight } from './DefinitionSight';
import { DefinitionStore } from './DefinitionStore';
import { DefinitionWriter } from './DefinitionWriter';
import { Drafts } from './Drafts';
import { GitDefinitions } from './git/GitDefinitions';
import { ProblemStore } from './git/ProblemStore';
import { LocationReader, locationsOf } from './git/readLocations';
import { recordTemplateKind } from './kinds/recordTemplateKind';
import { replyTemplateKind } from './kinds/replyTemplateKind';
import { Offers } from './Offers';

/** What definitions are made from. */
export interface DefinitionDeps {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  clock: Clock;
  types: RecordTypes;
  principals: PrincipalStore;
  catalog: CatalogReader;
  catalogAccess: CatalogAccess;
  authorizer: Authorizer;
  urlReader?: UrlReaderService;
  resolveEntity: (
    caller: Caller,
    ref: string,
    field: string,
  ) => Promise<string>;
  /** Kinds of the kernel's other parts and of practices. */
  kinds: readonly DefinitionKind<any>[];
}

/** The parts of definitions. */
export interface DefinitionParts {
  definitions: DefinitionReader;
  definitionKinds: DefinitionKinds;
  definitionService: DefinitionService;
  definitionDrafts: Drafts;
  git: GitDefinitions;
  problems: ProblemStore;
  offers: Offers;
}

/** Puts definitions together. Touches neither files nor database. */
export function buildDefinitions(deps: DefinitionDeps): DefinitionParts {
  const { knex, clock, logger, types } = deps;
  const kinds = new DefinitionKinds([
    recordTemplateKind(types),
    replyTemplateKind(types),
    ...deps.kinds,
  ]);
  const store = new DefinitionStore(knex);
  const reader = new DefinitionReader({ store, kinds, clock, logger });
  const writer = new DefinitionWriter({ ...deps, store, reader });
  const problems = new ProblemStore(knex);
  const service = new DefinitionService({
    ...deps,
    store,
    reader,
    writer,
    kinds,
    sight: new DefinitionSight({ ...deps, reader, kinds }),
  });
  return {
    definitions: reader,
    definitionKinds: kinds,
    definitionService: service,
    definitionDrafts: new Drafts({ kinds, service }),
    git: new GitDefinitions({
      locations: locationsOf(deps.config),
      reader: new LocationReader(deps.urlReader),
      kinds,
      store,
      writer,
      problems,
      clock,
      logger,
    }),
    problems,
    offers: new Offers({ ...deps, definitions: reader }),
  };
}
