import { contractRoutes, supplierRoutes } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ContractService } from './ContractService';
import type { SupplierService } from './SupplierService';

/** Mounts the routes of suppliers: parse, call, answer. */
export function mountSupplierRoutes(
  router: PracticeRouter,
  suppliers: SupplierService,
): void {
  const contracts = supplierRoutes;
  router.route(contracts.list, ({ caller, query }) =>
    suppliers.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    suppliers.file(caller, body),
  );
  router.route(contracts.bulk, ({ caller, body }) =>
    suppliers.bulk(caller, body),
  );
  router.route(contracts.get, ({ caller, params }) =>
    suppliers.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    suppliers.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    suppliers.transition(caller, params.id, body, ifMatch),
  );
}

/** Mounts the routes of contracts. */
export function mountContractRoutes(
  router: PracticeRouter,
  contracts: ContractService,
): void {
  router.route(contractRoutes.list, ({ caller, query }) =>
    contracts.list(caller, query),
  );
  router.route(contractRoutes.file, ({ caller, body }) =>
    contracts.file(caller, body),
  );
  router.route(contractRoutes.bulk, ({ caller, body }) =>
    contracts.bulk(caller, body),
  );
  router.route(contractRoutes.get, ({ caller, params }) =>
    contracts.get(caller, params.id),
  );
  router.route(contractRoutes.update, ({ caller, params, body, ifMatch }) =>
    contracts.update(caller, params.id, body, ifMatch),
  );
  router.route(contractRoutes.transition, ({ caller, params, body, ifMatch }) =>
    contracts.transition(caller, params.id, body, ifMatch),
  );
}
