import '../../../__testUtils__/desk';
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
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
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

describe('suppliers and contracts', () => {
  it('contracts are listed by what has to be decided next', async () => {
    const api = anApi();
    open('contracts?view=deciding', api);
    expect(await screen.findByRole('link', { name: 'Lenses' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/contracts/CTR-1',
    );
    expect(screen.getByText('Decide about notice')).toBeVisible();
    expect(screen.getByText('€1,200.00 a year')).toBeVisible();
    expect(asked(api, 'contracts.list')[0].query).toMatchObject({
      category: ['open'],
      sort: 'endAt',
      order: 'asc',
    });
  });

  it('a contract says by when to decide, and its value is changed in cents', async () => {
    const user = userEvent.setup();
    const api = anApi({ 'contracts.update': () => contract({ version: 5 }) });
    open('contracts/CTR-1', api);
    expect(
      await screen.findByText('Notice can be given until 20 Mar 2026.'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Lens Makers' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/suppliers/SUP-2',
    );
    await user.click(screen.getByRole('button', { name: 'Change the value' }));
    const dialog = await screen.findByRole('dialog');
    const value = within(dialog).getByLabelText('Value');
    await user.clear(value);
    await user.type(value, '1,300.25');
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'contracts.update')[0]).toMatchObject({
        body: { valueMinor: 1300_25, currency: 'EUR', valuePer: 'year' },
        ifMatch: 4,
      }),
    );
  });

  it('services of a contract are weighed, and one that bears nothing leaves somebody who does', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'contracts.get': () =>
        contract({ serviceRef: SHOP, services: [PLATFORM], refs }),
      'contracts.update': () => contract({ version: 5 }),
    });
    open('contracts/CTR-1', api);
    await user.click(
      within(
        (
          await screen.findByText('Services that it is for')
        ).closest('section')!,
      ).getByRole('button', { name: 'Change' }),
    );
    const dialog = await screen.findByRole('dialog');
    const [first, second] = await within(dialog).findAllByLabelText(
      /^Weight of/,
    );
    for (const field of [first, second]) {
      await user.clear(field);
      await user.type(field, '0');
    }
    const save = within(dialog).getByRole('button', { name: /^Save/ });
    await user.click(save);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'at least one service weighs more than 0',
    );
    await user.clear(first);
    await user.type(first, '3');
    await user.click(save);
    await waitFor(() =>
      expect(asked(api, 'contracts.update')[0].body).toEqual({
        services: [PLATFORM],
        costWeights: { [SHOP]: 3, [PLATFORM]: 0 },
      }),
    );
  });

  it('a supplier is taken up, and shows what was agreed with them as words', async () => {
    const user = userEvent.setup();
    const api = anApi({ 'suppliers.file': () => supplier });
    open('suppliers', api);
    await user.click(
      await screen.findByRole('button', { name: 'Add a supplier' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: /^Add a supplier/ }),
    );
    expect(await within(dialog).findByText('This is needed')).toBeVisible();
    await user.type(within(dialog).getByLabelText(/^Name/), 'Lens Makers');
    await user.click(
      within(dialog).getByRole('button', { name: /^Add a supplier/ }),
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Lens Makers' }),
    ).toBeVisible();
    expect(asked(api, 'suppliers.file')[0].body).toEqual({
      title: 'Lens Makers',
    });
    expect(await screen.findByText(/Lenses/, { selector: 'p' })).toBeVisible();
    expect(document.querySelector('script')).toBeNull();
    expect(
      await screen.findByRole('link', { name: 'CTR-1 Lenses' }),
    ).toBeVisible();
  });
});
