import {
  contractLifecycle,
  supplierLifecycle,
  type ContractState,
  type SupplierState,
} from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const ref = 'component:default/checkout';
const params = { kind: 'component', namespace: 'default', name: 'checkout' };
const months = { from: '2026-01', to: '2026-03' };
const reader = needs.permitted('cost.read');
const READS = { changesNothing: true };
const DATES = {
  startAt: '2098-01-01T00:00:00.000Z',
  endAt: '2099-01-01T00:00:00.000Z',
};

/** A cost of the checkout, as it is stored. */
async function cost({ make }: Asks, table: 'cost_lines' | 'cost_items') {
  const id = uuidv7();
  await make.knex(table).insert({
    id,
    service_ref: ref,
    kind: 'people',
    minor: 100,
    currency: 'EUR',
    words_by_ref: 'user:default/anton',
    plan: 'actual',
    version: 1,
    journal_head: '',
    created_at: 1,
    updated_at: 1,
    ...(table === 'cost_lines'
      ? { month: '2026-01', source: 'access', external_id: id }
      : { from_month: '2026-01', quantity: 1000, per: 'month' }),
  });
  return id;
}

const ofCost =
  (table: 'cost_lines' | 'cost_items', more: Call = {}) =>
  async (asks: Asks): Promise<Call> => ({
    params: { id: await cost(asks, table) },
    ...more,
  });

const ofSupplier =
  (more: Call = {}, status: SupplierState = 'active') =>
  async ({ record, make }: Asks): Promise<Call> => {
    const { category } = supplierLifecycle.states[status];
    const { number } = await make.alike(
      record,
      { type: 'supplier', prefix: 'SUP', status, category },
      { provides: 'Lenses' },
    );
    return { params: { id: number }, ...more };
  };

const ofContract =
  (more: Call = {}, status: ContractState = 'active') =>
  async ({ record, make }: Asks): Promise<Call> => {
    const { category } = contractLifecycle.states[status];
    const { number } = await make.alike(
      record,
      { type: 'contract', prefix: 'CTR', status, category },
      {
        supplier_number: 'SUP-1',
        start_at: Date.parse(DATES.startAt),
        end_at: Date.parse(DATES.endAt),
        renewal: 'none',
        value_minor: 100,
        currency: 'EUR',
      },
    );
    return { params: { id: number }, ...more };
  };

const GIVEN: Record<string, object> = {
  end: { endReason: 'Over' },
  terminate: { endReason: 'Over' },
};

/** Status of what a bulk change says of its only record. */
function statusOfOne(body: any): number {
  const [{ done, reason }] = body.items;
  if (done) return 200;
  return /^There is no/.test(reason) ? 404 : 403;
}

/** What services cost, suppliers and contracts. */
export const moneyCases: Case[] = [
  {
    route: 'costs.overview',
    needs: reader,
    ask: () => ({ query: { ...months, sort: 'variance' } }),
  },
  { route: 'costs.export', needs: reader, ask: () => ({ query: months }) },
  {
    route: 'costs.service',
    needs: reader,
    ask: () => ({ params, query: months }),
  },
  {
    route: 'costs.sharing',
    needs: reader,
    ask: () => ({ query: { month: '2026-01' } }),
  },
  {
    route: 'costs.lines.list',
    needs: reader,
    ask: () => ({ query: { service: ref } }),
  },
  {
    route: 'costs.lines.add',
    needs: needs.costOwners,
    ask: () => ({
      body: {
        serviceRef: ref,
        month: '2026-01',
        kind: 'people',
        minor: 100,
        currency: 'EUR',
      },
    }),
  },
  {
    route: 'costs.lines.change',
    needs: needs.costOwners,
    ask: ofCost('cost_lines', { body: { minor: 200 } }),
  },
  {
    route: 'costs.lines.remove',
    needs: needs.costOwners,
    ask: ofCost('cost_lines'),
  },
  {
    route: 'costs.items.add',
    needs: needs.costOwners,
    ask: () => ({
      body: {
        serviceRef: ref,
        title: 'Engineers',
        kind: 'people',
        from: '2026-01',
        to: '2026-02',
        minor: 100,
        currency: 'EUR',
      },
    }),
  },
  {
    route: 'costs.items.change',
    needs: needs.costOwners,
    ask: ofCost('cost_items', { body: { minor: 200 } }),
  },
  {
    route: 'costs.items.remove',
    needs: needs.costOwners,
    ask: ofCost('cost_items'),
  },
  {
    route: 'costs.import',
    // Rows of services that are not one's own are told as bad ones.
    needs: needs.permitted('cost.update'),
    ask: ({ caller }) => ({
      query: { source: 'access' },
      text: {
        type: 'text/csv',
        body: `service,month,amount,currency,id\n${ref},2026-01,1.00,EUR,${
          caller.name
        }-${uuidv7()}\n`,
      },
    }),
  },
  {
    route: `${ACTION}get-service-cost`,
    needs: reader,
    ask: () => ({ body: { service: ref, ...months } }),
    ...READS,
  },
  {
    route: `${ACTION}list-ending-contracts`,
    needs: needs.signedIn,
    ask: () => ({ body: { days: 30 } }),
    ...READS,
  },
  {
    route: 'suppliers.list',
    needs: needs.signedIn,
    ask: () => ({ query: { total: 'true' } }),
  },
  {
    route: 'suppliers.file',
    needs: needs.permitted('supplier.create'),
    ask: () => ({ body: { title: 'Lens Makers Ltd' } }),
  },
  {
    route: 'suppliers.bulk',
    needs: needs.work,
    statusOf: statusOfOne,
    async ask(context) {
      const asked = await ofSupplier()(context);
      return {
        body: {
          items: [{ id: asked.params!.id }],
          patch: { provides: 'Mirrors' },
        },
      };
    },
  },
  { route: 'suppliers.get', needs: needs.read, ask: ofSupplier() },
  {
    route: 'suppliers.update',
    needs: needs.work,
    ask: ofSupplier({ body: { provides: 'Mirrors' } }),
  },
  ...supplierLifecycle.transitions.map(
    ({ name, from }): Case => ({
      route: 'suppliers.transition',
      when: name,
      needs: needs.work,
      ask: ofSupplier({ body: { transition: name, ...GIVEN[name] } }, from[0]),
    }),
  ),
  {
    route: 'contracts.list',
    needs: needs.signedIn,
    ask: () => ({ query: { sort: 'endAt', order: 'asc', total: 'true' } }),
  },
  {
    route: 'contracts.file',
    needs: needs.permitted('contract.create'),
    async ask({ make, record }) {
      // One that everybody who may file a contract can read.
      const { number } = await make.alike(
        record.restricted ? make.other : record,
        { type: 'supplier', prefix: 'SUP', status: 'active', category: 'open' },
        {},
      );
      return { body: { title: 'Lenses', supplier: number } };
    },
  },
  {
    route: 'contracts.bulk',
    needs: needs.work,
    statusOf: statusOfOne,
    async ask(context) {
      const asked = await ofContract()(context);
      return {
        body: { items: [{ id: asked.params!.id }], patch: { noticeDays: 30 } },
      };
    },
  },
  { route: 'contracts.get', needs: needs.read, ask: ofContract() },
  {
    route: 'contracts.update',
    needs: needs.work,
    ask: ofContract({ body: { noticeDays: 30 } }),
  },
  ...contractLifecycle.transitions.map(
    ({ name, from }): Case => ({
      route: 'contracts.transition',
      when: name,
      needs: needs.work,
      ask: ofContract({ body: { transition: name, ...GIVEN[name] } }, from[0]),
    }),
  ),
];
