import { z } from 'zod';
import { bulkResultSchema } from '../../../kernel/bulk';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  contractBulkSchema,
  contractListQuerySchema,
  contractPageSchema,
  contractPatchSchema,
  contractSchema,
  contractTransitionSchema,
  newContractSchema,
  newSupplierSchema,
  supplierBulkSchema,
  supplierListQuerySchema,
  supplierPageSchema,
  supplierPatchSchema,
  supplierSchema,
  supplierTransitionSchema,
} from './contractSchema';
import {
  costExportQuerySchema,
  costMonthsQuerySchema,
  costIdParamsSchema,
  costImportQuerySchema,
  costImportResultSchema,
  costItemPatchSchema,
  costItemSchema,
  costLinePageSchema,
  costLinePatchSchema,
  costLineQuerySchema,
  costLineSchema,
  costOverviewQuerySchema,
  costOverviewSchema,
  costServiceParamsSchema,
  newCostItemSchema,
  newCostLineSchema,
  serviceCostsSchema,
  sharingViewsSchema,
} from './costSchema';
import { monthSchema } from './months';

const READ = 'itsm.cost.read';
const UPDATE = 'itsm.cost.update';
const removed = z.object({ removed: z.boolean() });

/** What services cost, against their budgets. */
export const costRoutes = {
  overview: defineRoute({
    name: 'costs.overview',
    method: 'get',
    path: '/portfolio/costs',
    summary:
      'What services cost against their budgets, by month, by kind and by service as a keyset page. Shared costs are where they are borne. Sums of different currencies are told apart, and together where rates are stated. Services that the caller may not see are in no sum.',
    permission: READ,
    query: costOverviewQuerySchema,
    response: costOverviewSchema,
  }),
  export: defineRoute({
    name: 'costs.export',
    method: 'get',
    path: '/portfolio/costs/export',
    summary:
      'The same as CSV: a line for each service, month, kind, plan and currency, with what is its own, what it received and what it gave.',
    permission: READ,
    query: costExportQuerySchema,
    answers: 'text/csv',
    response: z.undefined(),
  }),
  service: defineRoute({
    name: 'costs.service',
    method: 'get',
    path: '/portfolio/costs/services/:kind/:namespace/:name',
    summary:
      'What one service costs and how that comes to be: its own costs, what it bears of others and by which rule, and what others bear of it.',
    permission: READ,
    params: costServiceParamsSchema,
    query: costMonthsQuerySchema,
    response: serviceCostsSchema,
  }),
  sharing: defineRoute({
    name: 'costs.sharing',
    method: 'get',
    path: '/portfolio/costs/sharing',
    summary:
      'How services that others use are split among those, as it comes out in a month: definitions of the kind cost-sharing.',
    permission: READ,
    query: z.strictObject({ month: monthSchema.optional() }),
    response: sharingViewsSchema,
  }),
  lines: defineRoute({
    name: 'costs.lines.list',
    method: 'get',
    path: '/portfolio/costs/lines',
    summary:
      'Single costs and budgets of a service as they were written or imported, the newest month first, as a keyset page.',
    permission: READ,
    query: costLineQuerySchema,
    response: costLinePageSchema,
  }),
  addLine: defineRoute({
    name: 'costs.lines.add',
    method: 'post',
    path: '/portfolio/costs/lines',
    summary:
      'Writes down a cost or a budget of one month. For the group that owns the service, and for agents.',
    permission: UPDATE,
    body: newCostLineSchema,
    response: costLineSchema,
    status: 201,
  }),
  changeLine: defineRoute({
    name: 'costs.lines.change',
    method: 'patch',
    path: '/portfolio/costs/lines/:id',
    summary:
      'Changes a cost that somebody wrote or imported. With If-Match, a stale version is a conflict.',
    permission: UPDATE,
    params: costIdParamsSchema,
    body: costLinePatchSchema,
    response: costLineSchema,
  }),
  removeLine: defineRoute({
    name: 'costs.lines.remove',
    method: 'delete',
    path: '/portfolio/costs/lines/:id',
    summary: 'Takes a cost away; the journal keeps what it was.',
    permission: UPDATE,
    params: costIdParamsSchema,
    response: removed,
  }),
  addItem: defineRoute({
    name: 'costs.items.add',
    method: 'post',
    path: '/portfolio/costs/items',
    summary:
      'Adds a line to the cost model of a service: what comes back each month, e.g. people by their rate, from one month to another.',
    permission: UPDATE,
    body: newCostItemSchema,
    response: costItemSchema,
    status: 201,
  }),
  changeItem: defineRoute({
    name: 'costs.items.change',
    method: 'patch',
    path: '/portfolio/costs/items/:id',
    summary:
      'Changes a line of a cost model, for all its months: to change it from a month on, end it and add another. With If-Match, a stale version is a conflict.',
    permission: UPDATE,
    params: costIdParamsSchema,
    body: costItemPatchSchema,
    response: costItemSchema,
  }),
  removeItem: defineRoute({
    name: 'costs.items.remove',
    method: 'delete',
    path: '/portfolio/costs/items/:id',
    summary: 'Takes a line off a cost model, with all its months.',
    permission: UPDATE,
    params: costIdParamsSchema,
    response: removed,
  }),
  import: defineRoute({
    name: 'costs.import',
    method: 'post',
    path: '/portfolio/costs/import',
    summary:
      'Takes costs and budgets from a CSV, gzipped or not. Good rows are kept, bad ones told with their line; the same file twice changes nothing. With dryRun=true it says what would happen and does nothing.',
    permission: UPDATE,
    query: costImportQuerySchema,
    streams: 'text/csv',
    response: costImportResultSchema,
  }),
} as const;

/** Who is paid for something that services need. */
export const supplierRoutes = {
  list: defineRoute({
    name: 'suppliers.list',
    method: 'get',
    path: '/portfolio/suppliers',
    summary: 'Suppliers that the caller may read, as a keyset page.',
    permission: 'itsm.supplier.read',
    query: supplierListQuerySchema,
    response: supplierPageSchema,
  }),
  file: defineRoute({
    name: 'suppliers.file',
    method: 'post',
    path: '/portfolio/suppliers',
    summary: 'Takes up a supplier.',
    permission: 'itsm.supplier.create',
    body: newSupplierSchema,
    response: supplierSchema,
    status: 201,
  }),
  bulk: defineRoute({
    name: 'suppliers.bulk',
    method: 'post',
    path: '/portfolio/suppliers/bulk',
    summary:
      'Edits or moves up to 100 suppliers, each on its own, and says what became of each.',
    permission: 'itsm.supplier.update',
    body: supplierBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'suppliers.get',
    method: 'get',
    path: '/portfolio/suppliers/:id',
    summary:
      'One supplier by number or id, with what the caller may do with it.',
    permission: 'itsm.supplier.read',
    params: recordIdParamsSchema,
    response: supplierSchema,
  }),
  update: defineRoute({
    name: 'suppliers.update',
    method: 'patch',
    path: '/portfolio/suppliers/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: 'itsm.supplier.update',
    params: recordIdParamsSchema,
    body: supplierPatchSchema,
    response: supplierSchema,
  }),
  transition: defineRoute({
    name: 'suppliers.transition',
    method: 'post',
    path: '/portfolio/suppliers/:id/transitions',
    summary: 'Moves a supplier along its lifecycle.',
    permission: 'itsm.supplier.update',
    params: recordIdParamsSchema,
    body: supplierTransitionSchema,
    response: supplierSchema,
  }),
} as const;

/** What was agreed with suppliers, and until when. */
export const contractRoutes = {
  list: defineRoute({
    name: 'contracts.list',
    method: 'get',
    path: '/portfolio/contracts',
    summary:
      'Contracts that the caller may read, as a keyset page. Sorted by noticeBy or endAt, what has to be decided next comes first. What they are worth takes itsm.cost.read.',
    permission: 'itsm.contract.read',
    query: contractListQuerySchema,
    response: contractPageSchema,
  }),
  file: defineRoute({
    name: 'contracts.file',
    method: 'post',
    path: '/portfolio/contracts',
    summary:
      'Takes up a contract with a supplier; by when notice can be given follows from its end and notice period.',
    permission: 'itsm.contract.create',
    body: newContractSchema,
    response: contractSchema,
    status: 201,
  }),
  bulk: defineRoute({
    name: 'contracts.bulk',
    method: 'post',
    path: '/portfolio/contracts/bulk',
    summary:
      'Edits or moves up to 100 contracts, each on its own, and says what became of each.',
    permission: 'itsm.contract.update',
    body: contractBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'contracts.get',
    method: 'get',
    path: '/portfolio/contracts/:id',
    summary:
      'One contract by number or id, with what the caller may do with it.',
    permission: 'itsm.contract.read',
    params: recordIdParamsSchema,
    response: contractSchema,
  }),
  update: defineRoute({
    name: 'contracts.update',
    method: 'patch',
    path: '/portfolio/contracts/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: 'itsm.contract.update',
    params: recordIdParamsSchema,
    body: contractPatchSchema,
    response: contractSchema,
  }),
  transition: defineRoute({
    name: 'contracts.transition',
    method: 'post',
    path: '/portfolio/contracts/:id/transitions',
    summary: 'Moves a contract along its lifecycle.',
    permission: 'itsm.contract.update',
    params: recordIdParamsSchema,
    body: contractTransitionSchema,
    response: contractSchema,
  }),
} as const;
