import {
  CONTRACT,
  CONTRACT_FIELDS,
  contractLifecycle,
  contractPermissions,
  meantInstant,
  monthNumber,
  SUPPLIER,
  SUPPLIER_FIELDS,
  supplierLifecycle,
  supplierPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  oncePer,
  serviceCostsRef,
  setsOwnerFromService,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { PortfolioPart, PortfolioTools } from '../parts';
import { serviceProfiles } from '../catalogue/ServiceProfiles';
import { readPortfolioCurrency } from '../settings';
import { moneyActions } from './actions';
import { costCheck } from './checks';
import { AuthorizedContractService } from './contracts/AuthorizedContractService';
import { AuthorizedSupplierService } from './contracts/AuthorizedSupplierService';
import { contractNews } from './contracts/contractNews';
import { DefaultContractService } from './contracts/ContractService';
import { ContractCosts } from './contracts/ContractCosts';
import { ContractCostStore } from './contracts/ContractCostStore';
import { ContractStore } from './contracts/ContractStore';
import { contractView } from './contracts/contractView';
import { contractDueHandlers, contractFollowUps } from './contracts/followUps';
import { mountContractRoutes, mountSupplierRoutes } from './contracts/routes';
import { DefaultSupplierService } from './contracts/SupplierService';
import { costFollowUps } from './costFollowUps';
import { AuthorizedCostService } from './costs/AuthorizedCostService';
import { BearerStore } from './costs/BearerStore';
import { CostBook } from './costs/CostBook';
import { CostCommands } from './costs/CostCommands';
import { CostImport } from './costs/CostImport';
import { DefaultCostService } from './costs/CostService';
import { CostStore } from './costs/CostStore';
import { costView } from './costs/costView';
import { CostWriter } from './costs/CostWriter';
import { OfferedCosts } from './costs/OfferedCosts';
import { mountCostRoutes } from './costs/routes';
import { monthTimes, SharingBook } from './costs/SharingBook';
import { costSharingKind, exchangeRatesKind } from './kinds';
import { noticeFollowsTheEnd } from './rules/noticeFollowsTheEnd';
import { saysWhatItNeeds } from './rules/saysWhatItNeeds';
import { stopsToCostWhenTerminated } from './rules/stopsToCostWhenTerminated';

/** The first instant of a month in a zone. */
const beginOfMonth = (zone: string) => (month: string) => {
  const number = monthNumber(month);
  return meantInstant(Date.UTC(Math.floor(number / 12), number % 12), zone);
};

function build(kernel: ItsmKernel, told: { currency: string; zone: string }) {
  const { database, definitions, authorizer } = kernel;
  const { currency, zone } = told;
  const store = new CostStore(database);
  const bearers = new BearerStore(database);
  const sharing = new SharingBook(
    definitions,
    bearers,
    monthTimes(beginOfMonth(zone)),
  );
  const costing = new ContractCostStore(database);
  const ofContracts = new ContractCosts(costing, zone);
  const book = new CostBook(store, sharing, definitions, currency, ofContracts);
  const writer = new CostWriter(kernel, store);
  const contracts = new ContractStore(database);
  return {
    store,
    book,
    contracts,
    costing,
    offered: new OfferedCosts(kernel, { book, bearers, zone }),
    costService: new AuthorizedCostService(
      new DefaultCostService(kernel, {
        ...told,
        store,
        book,
        sharing,
        bearers,
        contracts: ofContracts,
      }),
      new CostCommands(kernel, store, writer),
      new CostImport(kernel, { store, writer, currency }),
      authorizer,
    ),
    supplierService: new AuthorizedSupplierService(
      new DefaultSupplierService(kernel, contracts),
      authorizer,
    ),
    contractService: new AuthorizedContractService(
      new DefaultContractService(kernel, contracts, costing),
      authorizer,
    ),
  };
}

/** Money: costs, budgets, suppliers and contracts. */
export function moneyPart({ config }: PortfolioTools): PortfolioPart {
  const told = {
    currency: readPortfolioCurrency(config),
    // The kernel says what is wrong with it when it starts.
    zone: config.getOptionalString('itsm.improvement.timezone') ?? 'UTC',
  };
  // Kinds of definitions are there before the kernel is; what they look up is not.
  let known: ItsmKernel | undefined;
  const of = oncePer(kernel => {
    known = kernel;
    return build(kernel, told);
  });
  return {
    recordTypes: [
      {
        type: SUPPLIER,
        label: 'Supplier',
        prefix: 'SUP',
        lifecycle: supplierLifecycle as Lifecycle,
        permissions: supplierPermissions,
        detail: { table: 'suppliers', fields: SUPPLIER_FIELDS },
      },
      {
        type: CONTRACT,
        label: 'Contract',
        prefix: 'CTR',
        lifecycle: contractLifecycle as Lifecycle,
        permissions: contractPermissions,
        detail: { table: 'contracts', fields: CONTRACT_FIELDS },
        rules: [
          setsOwnerFromService(),
          saysWhatItNeeds,
          noticeFollowsTheEnd,
          stopsToCostWhenTerminated,
        ],
      },
    ],
    news: [contractNews],
    definitionKinds: [
      costSharingKind(() => known),
      exchangeRatesKind(() => known),
    ],
    projections: kernel => [
      contractFollowUps(of(kernel).contracts, kernel.due),
      costFollowUps(of(kernel).costing, (tx, refs) =>
        serviceProfiles(kernel).touch(tx, refs),
      ),
    ],
    dueHandlers: kernel => contractDueHandlers(kernel),
    actions: kernel => {
      const { costService, contractService } = of(kernel);
      return moneyActions({
        costs: costService,
        contracts: contractService,
        now: () => kernel.clock.now(),
      });
    },
    serviceViews: kernel => {
      const { book, offered } = of(kernel);
      return [
        costView({ book, lastMonth: () => offered.lastMonth() }),
        contractView(kernel),
      ];
    },
    serviceChecks: kernel => [costCheck(of(kernel).offered)],
    services(kernel) {
      kernel.services.offer(serviceCostsRef, of(kernel).offered);
    },
    start(kernel, router) {
      const { costService, supplierService, contractService } = of(kernel);
      mountCostRoutes(router, costService, kernel.csv);
      mountSupplierRoutes(router, supplierService);
      mountContractRoutes(router, contractService);
    },
  };
}
