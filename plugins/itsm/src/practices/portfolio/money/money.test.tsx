import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type {
  Contract,
  CostImportResult,
  CostOverview,
  ServiceCosts,
  Supplier,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { PortfolioPage } from '../PortfolioPage';
import {
  contractRouteRef,
  contractsRouteRef,
  costImportRouteRef,
  costsRouteRef,
  portfolioRouteRef,
  serviceCostsRouteRef,
  supplierRouteRef,
  suppliersRouteRef,
} from '../routes';
import { moneyExtensions } from './extensions';

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

const SHOP = 'system:default/shop';
const PLATFORM = 'system:default/platform';
const PAYMENTS = 'group:default/payments';
const refs = {
  [SHOP]: { title: 'Shop', kind: 'system', dangling: false },
  [PLATFORM]: { title: 'Platform', kind: 'system', dangling: false },
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
};

const eur = (minor: number) => ({
  amounts: minor === 0 ? [] : [{ minor, currency: 'EUR' }],
  converted: { minor, currency: 'EUR' },
});
const figure = (actual: number, budget: number) => ({
  actual: eur(actual),
  budget: eur(budget),
});
const over = {
  variance: { minor: 250_00, currency: 'EUR' },
  varianceShare: 2_500,
};

const overview = (changes: Partial<CostOverview> = {}): CostOverview => ({
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

const ofShop = (changes: Partial<ServiceCosts> = {}): ServiceCosts => ({
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
const contract = (changes: object = {}) =>
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
const supplier = {
  ...record,
  number: 'SUP-2',
  type: 'supplier',
  title: 'Lens Makers',
  provides: 'Lenses <script>alert(1)</script>',
  contact: 'Ann, +1 555 0100',
  website: 'https://lens.example',
  contracts: 1,
} as unknown as Supplier;

const NONE = { items: [], pageInfo: {}, refs };

const anApi = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
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

const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);
const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);

beforeEach(inANewBrowser);

describe('costs', () => {
  it('stand against their budgets, by month, kind and service', async () => {
    const api = anApi();
    open('costs?sort=variance&kind=people', api);
    const table = await screen.findByRole('grid', { name: 'Costs by service' });
    expect(within(table).getByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/costs/system/default/shop',
    );
    expect(
      within(table).getByText('€250.00 over budget (+25 %)'),
    ).toBeVisible();
    expect(within(table).getByText('Has shared costs')).toBeVisible();
    const months = screen.getByRole('table', {
      name: 'How do costs compare with the budget, month by month?',
    });
    expect(months).toHaveTextContent('Feb 2026');
    expect(months).toHaveTextContent('+€250.00');
    expect(asked(api, 'costs.overview')[0].query).toMatchObject({
      sort: 'variance',
      order: 'desc',
      kind: 'people',
    });
  });

  it('in several currencies are told apart, and circles are named', async () => {
    const mixed = {
      amounts: [
        { minor: 100_00, currency: 'EUR' },
        { minor: 5_00, currency: 'GBP' },
      ],
    };
    const api = anApi({
      'costs.overview': () =>
        overview({
          total: { actual: mixed, budget: eur(0) },
          missingRates: ['GBP'],
          circles: [{ refs: [PLATFORM, SHOP], closed: true }],
        }),
    });
    open('costs', api);
    expect(await screen.findByText('€100.00 + £5.00')).toBeVisible();
    expect(
      screen.getByText(/No rate is stated for GBP: sums in it are told apart/),
    ).toBeVisible();
    expect(
      screen.getByText(/Platform, Shop share only with each other/),
    ).toBeVisible();
  });

  it('of a service say from whom and by which rule, and its cost model is written', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'costs.items.change': () => {
        throw serverRefusal(409, 'This cost is at version 4, not 3.');
      },
      'costs.lines.add': () => ({}),
    });
    open('costs/system/default/shop', api);
    expect(
      await screen.findByRole('link', { name: 'From Platform' }),
    ).toHaveAttribute('href', '/itsm/portfolio/costs/system/default/platform');
    expect(screen.getByText('All in equal parts')).toBeVisible();
    expect(screen.getByText('From Others that you may not see')).toBeVisible();
    expect(screen.getByRole('link', { name: 'CTR-1' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/contracts/CTR-1',
    );
    await user.click(screen.getByRole('button', { name: 'Change: Engineers' }));
    const dialog = await screen.findByRole('dialog');
    const price = within(dialog).getByLabelText(/^Price of one/);
    await user.clear(price);
    await user.type(price, '1.250');
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    expect(
      await within(dialog).findByText(/"1.250" could be two numbers/),
    ).toBeVisible();
    expect(asked(api, 'costs.items.change')).toEqual([]);
    await user.clear(price);
    await user.type(price, '1250.50');
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    expect(await within(dialog).findByText(/at version 4/)).toBeVisible();
    expect(asked(api, 'costs.items.change')[0]).toMatchObject({
      params: { id: 'item' },
      ifMatch: 3,
      body: { minor: 125_050, currency: 'EUR', quantity: 2.5, to: null },
    });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Add a cost' }));
    const line = await screen.findByRole('dialog');
    await user.type(within(line).getByLabelText(/^Amount/), '99');
    await user.click(within(line).getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'costs.lines.add')[0].body).toEqual({
        serviceRef: SHOP,
        month: '2026-02',
        kind: 'other',
        plan: 'actual',
        minor: 99_00,
        currency: 'EUR',
        note: undefined,
      }),
    );
  });

  it('of others can be read and not written', async () => {
    const api = anApi({
      'costs.service': () => ofShop({ canUpdate: false, items: [] }),
    });
    open('costs/system/default/shop', api);
    expect(await screen.findByText('It has no cost model yet.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add a line' })).toBeNull();
  });

  it('from a file are looked at first; wrong lines are told, the good ones taken', async () => {
    const user = userEvent.setup();
    const result: CostImportResult = {
      dryRun: true,
      rows: 4002,
      added: 2,
      changed: 0,
      same: 0,
      bad: 4000,
      badLines: Array.from({ length: 60 }, (_, i) => ({
        line: i + 2,
        reason: 'amount: <b>no</b>',
      })),
      sums: { actual: [{ minor: 300_00, currency: 'EUR' }], budget: [] },
      header: ['Service', 'Month', 'Net', 'Gross'],
      columns: {
        service: 'Service',
        month: 'Month',
        amount: 'Net',
        kind: '=other',
      },
      sample: [],
    };
    const api = anApi({
      'costs.import': ({ query }: any) => ({
        ...result,
        dryRun: query.dryRun === 'true',
      }),
    });
    open('costs/import', api);
    const file = new File(['Service,Month,Net\n'], 'books.csv', {
      type: 'text/csv',
    });
    await user.upload(await screen.findByLabelText('File'), file);
    const looked = await screen.findByRole('region', {
      name: 'What would happen',
    });
    expect(looked).toHaveTextContent('4,000');
    expect(looked).toHaveTextContent('€300.00');
    expect(screen.getByText('The first 50 of 4,000 are shown.')).toBeVisible();
    expect(screen.getAllByText('amount: <b>no</b>')).toHaveLength(50);
    expect(asked(api, 'costs.import')[0]).toMatchObject({
      query: { dryRun: 'true', source: 'import' },
      stream: { type: 'text/csv' },
    });
    await user.click(screen.getByRole('button', { name: 'Import 2 lines' }));
    expect(
      await screen.findByText('The good lines are imported.'),
    ).toBeVisible();
    expect(asked(api, 'costs.import')[1].query).toMatchObject({
      dryRun: 'false',
      columns: JSON.stringify(result.columns),
    });
  });
});
