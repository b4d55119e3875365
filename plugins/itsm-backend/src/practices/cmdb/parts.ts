import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { AuthorizedHistoryService } from './AuthorizedHistoryService';
import { ChangesBetween } from './ChangesBetween';
import { DefaultCiFactsReader, FactsStore } from './classes';
import { DefaultAttributeService } from './classes/AttributeService';
import { AuthorizedAttributeService } from './classes/AuthorizedAttributeService';
import { ItemStore } from './classes/ItemStore';
import { buildHealth } from './health';
import { DefaultHistoryService } from './HistoryService';
import { HistoryStore } from './HistoryStore';
import { ItemNamesStore } from './ItemNamesStore';
import { AttributeValues } from './impact/AttributeValues';
import { AuthorizedImpactService } from './impact/AuthorizedImpactService';
import { CiGraphs } from './impact/CiGraphs';
import { CiStates } from './impact/CiStates';
import { GraphStore } from './impact/GraphStore';
import { DefaultImpactService } from './impact/ImpactService';
import { readRelationRules } from './impact/relationRules';
import { AuthorizedCiService } from './items/AuthorizedCiService';
import { DefaultCiService } from './items/CiService';
import { CiStore } from './items/CiStore';
import { AuthorizedSourceService } from './sources/AuthorizedSourceService';
import { readCatalogAttributes } from './sources/CatalogAttributes';
import { CiEntities } from './sources/CiEntities';
import { EntityStore } from './sources/EntityStore';
import { ItemService } from './sources/ItemService';
import { LoadService } from './sources/LoadService';
import { LoadStore } from './sources/LoadStore';
import { PullJob, readPullAddresses } from './sources/PullJob';
import { settleAnew } from './sources/settleAnew';

function buildParts(kernel: ItsmKernel) {
  const { database, config, definitions, clock, authorizer } = kernel;
  const historyStore = new HistoryStore(database);
  const itemNames = new ItemNamesStore(database);
  const rules = readRelationRules(config);
  const graphs = new CiGraphs({
    store: new GraphStore(database),
    rules,
    definitions,
    clock,
  });
  const itemStore = new ItemStore(database, kernel.journal);
  const loadStore = new LoadStore(database);
  const entityStore = new EntityStore(database);
  const addresses = readPullAddresses(config);
  const loads = new LoadService(
    kernel,
    itemStore,
    loadStore,
    new Set(addresses.keys()),
  );
  const pull = new PullJob({ kernel, loads, store: loadStore, addresses });
  const itemsService = new ItemService(kernel, itemStore, loadStore);
  const factsStore = new FactsStore(database);
  const facts = new DefaultCiFactsReader(definitions, factsStore);
  const health = buildHealth(kernel, facts);
  const states = new CiStates(kernel);
  return {
    facts,
    states,
    health,
    attributes: new AuthorizedAttributeService(
      new DefaultAttributeService(kernel, itemStore),
      authorizer,
    ),
    itemStore,
    itemsService,
    loads,
    sources: new AuthorizedSourceService(
      { loads, items: itemsService },
      authorizer,
    ),
    entities: new CiEntities(kernel, entityStore),
    jobs: {
      settle: () => settleAnew(kernel, itemStore),
      catalogAttributes: () =>
        readCatalogAttributes(kernel, itemStore, (position, limit) =>
          entityStore.versionsAfter(position, limit),
        ),
      pull: () => pull.run(),
      health: () => health.work.ensure(),
    },
    historyStore,
    itemNames,
    between: new ChangesBetween({
      ...kernel,
      store: historyStore,
      names: itemNames,
    }),
    history: new AuthorizedHistoryService(
      new DefaultHistoryService(kernel, historyStore, itemNames),
      authorizer,
    ),
    items: new AuthorizedCiService(
      new DefaultCiService(
        kernel,
        new CiStore(database),
        historyStore,
        facts,
        health.visible,
      ),
      authorizer,
      kernel.readScope,
    ),
    rules,
    graphs,
    impact: new AuthorizedImpactService(
      new DefaultImpactService({
        ...kernel,
        graphs,
        states,
        attributes: new AttributeValues(
          (key, refs) => factsStore.valuesOf(key, refs),
          clock,
        ),
      }),
      authorizer,
    ),
  };
}

/** What the practice is made of. */
export type CmdbParts = ReturnType<typeof buildParts>;

const built = new WeakMap<ItsmKernel, CmdbParts>();

/** The parts for a kernel, made once: the graph in memory must not be there twice. */
export function partsOf(kernel: ItsmKernel): CmdbParts {
  let parts = built.get(kernel);
  if (!parts) {
    parts = buildParts(kernel);
    built.set(kernel, parts);
  }
  return parts;
}
