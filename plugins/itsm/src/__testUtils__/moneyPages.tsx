import './desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type {
  Contract,
  CostOverview,
  ServiceCosts,
  Supplier,
} from '@callboard/plugin-itsm-common';
import { moneyExtensions } from '../practices/portfolio/money/extensions';
import { PortfolioPage } from '../practices/portfolio/PortfolioPage';
import {
  contractRouteRef,
  contractsRouteRef,
  costImportRouteRef,
  costsRouteRef,
  portfolioRouteRef,
  serviceCostsRouteRef,
  supplierRouteRef,
  suppliersRouteRef,
} from '../practices/portfolio/routes';
import { queryWrapper } from '../queryWrapper';
import { FakeItsmApi } from '../testing/fakeItsmApi';
import { openPage } from './openPage';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    costs: costsRouteRef,
    costImport: costImportRouteRef,
    serviceCosts: serviceCostsRouteRef,
    suppliers: suppliersRouteRef,
    supplier: supplierRouteRef,
    contracts: contractsRouteRef,
    contract: contractRouteRef,
  },
  extensions: [
    queryWrapper(),
    ...moneyExtensions,
    SubPageBlueprint.make({
      name: 'portfolio',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'portfolio',
        title: 'Portfolio',
        routeRef: portfolioRouteRef,
        loader: async () => <PortfolioPage />,
      },
    }),
  ],
});

export const SHOP = 'system:default/shop';
export const PLATFORM = 'system:default/platform';
const PAYMENTS = 'group:default/payments';
export const refs = {
  [SHOP]: { title: 'Shop', kind: 'system', dangling: false },
  [PLATFORM]: { title: 'Platform', kind: 'system', dangling: false },
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
};

/** A sum of cents. */
export const eur = (minor: number) => ({
  amounts: minor === 0 ? [] : [{ minor, currency: 'EUR' }],
  converted: { minor, currency: 'EUR' },
});
export const figure = (actual: number, budget: number) => ({
  actual: eur(actual),
  budget: eur(budget),
});
const over = {
  variance: { minor: 250_00, currency: 'EUR' },
  varianceShare: 2_500,
};

/** What services cost, as the page of all of them is told. */
export const overview = (
  changes: Partial<CostOverview> = {},
): CostOverview => ({
  from: '2026-01',
  to: '2026-02',
  currency: 'EUR',
  total: figure(1250_00, 1000_00),
  months: [
    { month: '2026-01', ...figure(500_00, 500_00) },
    { month: '2026-02', ...figure(750_00, 500_00) },
  ],
  kinds: [{ kind: 'people', ...figure(1250_00, 1000_00) }],
  services: 1,
  items: [
    {
      ref: SHOP,
      ownerRef: PAYMENTS,
      ...figure(1250_00, 1000_00),
      ...over,
      withParts: figure(1400_00, 1000_00),
      receives: true,
      gives: false,
    },
  ],
  pageInfo: {},
  missingRates: [],
  circles: [],
  refs,
  ...changes,
});

/** What the shop costs. */
export const ofShop = (changes: Partial<ServiceCosts> = {}): ServiceCosts => ({
  ref: SHOP,
  ownerRef: PAYMENTS,
  from: '2026-01',
  to: '2026-02',
  currency: 'EUR',
  own: figure(1000_00, 1000_00),
  received: [
    {
      ref: PLATFORM,
      ...figure(200_00, 0),
      words: 'All in equal parts',
      rule: 'platform',
    },
    { ...figure(50_00, 0), words: '', rule: '' },
  ],
  given: [],
  contracts: [],
  borne: figure(1250_00, 1000_00),
  ...over,
  months: overview().months,
  kinds: overview().kinds,
  items: [
    {
      id: 'item',
      serviceRef: SHOP,
      title: 'Engineers',
      kind: 'people',
      plan: 'both',
      from: '2026-01',
      quantity: 2.5,
      unit: 'FTE',
      minor: 400_00,
      currency: 'EUR',
      per: 'month',
      contract: 'CTR-1',
      monthly: { minor: 1000_00, currency: 'EUR' },
      version: 3,
    },
  ],
  missingRates: [],
  canUpdate: true,
  refs,
  ...changes,
});

const AT = '2026-03-01T12:00:00.000Z';
const record = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  status: 'active',
  statusCategory: 'open',
  visibility: 'internal',
  version: 4,
  createdAt: AT,
  updatedAt: AT,
  ownerRef: PAYMENTS,
  participants: [],
  refs,
  viewer: {
    standing: ['worker'],
    canUpdate: true,
    canEdit: true,
    seesInternal: true,
    watches: false,
    transitions: [],
  },
};
/** A contract in force. */
export const contract = (changes: object = {}) =>
  ({
    ...record,
    number: 'CTR-1',
    services: [],
    hiddenServices: 0,
    type: 'contract',
    title: 'Lenses',
    supplier: 'SUP-2',
    supplierName: 'Lens Makers',
    startAt: AT,
    endAt: '2026-06-01T00:00:00.000Z',
    noticeBy: '2026-03-20T00:00:00.000Z',
    renewal: 'automatic',
    renewalMonths: 12,
    time: 'notice-soon',
    value: { minor: 1200_00, currency: 'EUR' },
    valuePer: 'year',
    ...changes,
  } as unknown as Contract);
/** A supplier that it is with. */
export const supplier = {
  ...record,
  number: 'SUP-2',
  type: 'supplier',
  title: 'Lens Makers',
  provides: 'Lenses <script>alert(1)</script>',
  contact: 'Ann, +1 555 0100',
  website: 'https://lens.example',
  contracts: 1,
} as unknown as Supplier;

export const NONE = { items: [], pageInfo: {}, refs };

/** The server, with some answers of its own. */
export const anApi = (
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
) =>
  new FakeItsmApi({
    'costs.overview': () => overview(),
    'costs.service': () => ofShop(),
    'costs.lines.list': () => NONE,
    'contracts.list': () => ({ ...NONE, items: [contract()] }),
    'contracts.get': () => contract(),
    'suppliers.list': () => ({ ...NONE, items: [supplier] }),
    'suppliers.get': () => supplier,
    ...answers,
  });

/** Opens a page of the portfolio. */
export const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);
/** The requests of a route, by its name. */
export const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);
