import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { PortfolioService } from '@callboard/plugin-itsm-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { queryWrapper } from '../../../queryWrapper';
import { PortfolioPage } from '../PortfolioPage';
import {
  newServiceRouteRef,
  objectiveRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
} from '../routes';
import { registerExtensions } from './extensions';
import { emptyService, problemsOf, toNewService } from './form/draft';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    newService: newServiceRouteRef,
    portfolioService: portfolioServiceRouteRef,
    objective: objectiveRouteRef,
  },
  extensions: [
    queryWrapper(),
    ...registerExtensions,
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

const AT = '2026-03-01T12:00:00.000Z';
const PAYMENTS = 'group:default/payments';
const SHOP = 'system:default/shop';
const refs = {
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
  [SHOP]: { title: 'Shop', kind: 'system', dangling: false },
  'user:default/sam': { title: 'Sam', kind: 'user', dangling: false },
};
const way = (name: string, to: string, more: object = {}) => ({
  ...{ name, label: name, to, required: [], optional: [], allowed: true },
  ...more,
});

let last = 0;
function aService(changes: object = {}): PortfolioService {
  last += 1;
  return {
    id: `0190f3d4-0000-7000-8000-${String(last).padStart(12, '0')}`,
    number: `SVC-${last}`,
    type: 'service',
    title: 'Gift cards',
    status: 'idea',
    statusCategory: 'open',
    visibility: 'internal',
    version: 3,
    createdAt: AT,
    updatedAt: AT,
    ownerRef: PAYMENTS,
    valueScore: 4,
    riskScore: 2,
    estimatedCost: 1_250_000,
    costCurrency: 'EUR',
    binding: 'none',
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
    ...changes,
  } as PortfolioService;
}
const withWays = (...transitions: object[]) => ({
  viewer: { ...aService().viewer, transitions },
});

function anApi(
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
): FakeItsmApi {
  return new FakeItsmApi({
    'portfolioServices.settings': () => ({ currency: 'EUR', seesCosts: true }),
    'portfolioServices.standings': () => ({ items: [] }),
    'portfolioServices.list': () => ({
      items: [aService({ number: 'SVC-7' })],
      pageInfo: {},
      refs,
    }),
    ...answers,
  });
}
const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio${path}`, api, [pages]);
const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);

beforeEach(() => {
  inANewBrowser();
  last = 0;
});

describe('the list', () => {
  it('has value, risk and cost in words, and says whose entity is gone', async () => {
    const api = anApi({
      'portfolioServices.list': () => ({
        items: [
          aService({
            ...{ number: 'SVC-7', entityRef: SHOP, entityGone: true },
            ...{ reviewAt: AT, managed: { score: 64 } },
          }),
        ],
        pageInfo: {},
        refs,
      }),
      'portfolioServices.standings': () => ({
        items: [
          {
            id: aService().id.replace(/\d$/, '1'),
            health: { health: 'at-risk', words: 'An urgent incident is open' },
            cost: {
              month: '2026-02',
              amounts: [{ minor: 125_000, currency: 'EUR' }],
            },
          },
        ],
      }),
    });
    open(
      '?view=running&sort=estimatedCost&columns=number,title,valueScore,estimatedCost,service.score,ownerRef',
      api,
    );
    expect(
      await screen.findByRole('link', { name: /Gift cards/ }),
    ).toHaveAttribute('href', '/itsm/portfolio/records/SVC-7');
    expect(screen.getByTitle('4 of 5')).toBeVisible();
    expect(screen.getByTitle('€12,500.00')).toBeVisible();
    expect(screen.getByText(/No longer in the catalog/)).toBeVisible();
    expect(screen.getByLabelText('Review overdue')).toBeVisible();
    expect(screen.getByText(/EUR before the others/)).toBeVisible();
    expect(screen.getByText('64')).toBeVisible();
    // What its entity does and cost is asked for beside, once for the page.
    expect(await screen.findByText('At risk')).toBeVisible();
    expect(screen.getByTitle('€1,250.00 in 2026-02')).toBeVisible();
    expect(asked(api, 'portfolioServices.standings')).toHaveLength(1);
    expect(asked(api, 'portfolioServices.list')[0].query).toMatchObject({
      status: ['operation', 'retiring'],
    });
  });

  it('is sorted by what stands beside the rows, which is in its file, and begins with what does worst', async () => {
    const user = userEvent.setup();
    const fetched = jest.spyOn(window, 'fetch');
    const asFile = () =>
      fetched.mock.calls.map(([to]) => String((to as Request).url ?? to));
    fetched.mockImplementation(async () => new Response('Number\r\n'));
    const api = anApi();
    open('?view=trouble', api);
    const press = async (name: string) =>
      user.click(await screen.findByRole('button', { name }));
    await press('Cost last month');
    const trouble = JSON.stringify({
      'service.health': { $in: ['down', 'degraded', 'at-risk'] },
    });
    await waitFor(() =>
      expect(asked(api, 'portfolioServices.list')).toMatchObject([
        { query: { filter: trouble, sort: 'service.health', order: 'desc' } },
        { query: { filter: trouble, sort: 'service.cost', order: 'desc' } },
      ]),
    );
    expect(
      await screen.findByText(/What no rate tells in EUR comes last/),
    ).toBeVisible();
    await press('Export what the list shows as a CSV file');
    await waitFor(() => expect(asFile().join()).toContain('/records/export'));
    const [file] = asFile().filter(url => url.includes('/records/export'));
    const query = new URL(file).searchParams;
    expect(query.get('filter')).toBe(trouble);
    expect(query.get('columns')).toMatch(/service\.health.*service\.cost/);
    fetched.mockRestore();
  });

  it('offers costs to whoever may know them, as a column and to filter by', async () => {
    const user = userEvent.setup();
    const field = (key: string, label: string) => ({
      ...{ key, label, type: 'number', operators: ['$eq'], multiple: false },
      ...{ sortable: true, exportable: true, audience: 'requester' },
    });
    const settings = () => ({ currency: 'EUR', seesCosts: false });
    const fields = () => ({
      items: [field('service.cost', 'Cost'), field('service.risk', 'Peril')],
    });
    const api = anApi({
      'portfolioServices.settings': settings,
      'fields.list': fields,
    });
    open('', api);
    expect(await screen.findByRole('button', { name: 'Health' })).toBeVisible();
    expect(screen.queryByText('Cost last month')).toBeNull();
    await user.click(screen.getByLabelText('Filter by another field'));
    // What asks for the field loads when it is opened.
    await screen.findByText('Peril', {}, { timeout: 10_000 });
    expect(screen.queryByText('Cost')).toBeNull();
  });
});

describe('the board', () => {
  const idea = () => aService({ number: 'SVC-7' });
  const board = (answers: object, items = [idea()]) =>
    anApi({
      'portfolioServices.list': () => ({ items, pageInfo: {}, refs }),
      ...answers,
    });

  it('moves a service by its menu, and takes it back', async () => {
    const user = userEvent.setup();
    let status = 'idea';
    const now = () =>
      aService({
        number: 'SVC-7',
        status,
        ...withWays(way('assess', 'assessed'), way('think-again', 'idea')),
      });
    const api = board({
      'portfolioServices.list': () => ({ items: [now()], pageInfo: {}, refs }),
      'portfolioServices.get': now,
      'portfolioServices.transition': ({ body }: any) => {
        status = body.transition === 'assess' ? 'assessed' : 'idea';
        return now();
      },
    });
    open('?look=board', api);
    const column = (name: string) => screen.findByRole('region', { name });
    expect(
      await within(await column('Idea')).findByText(/SVC-7/),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Move SVC-7' }));
    await user.click(
      await screen.findByRole('menuitem', { name: 'To "Assessed"' }),
    );
    expect(
      await screen.findByText('SVC-7 is in "Assessed" now.'),
    ).toBeVisible();
    expect(
      await within(await column('Assessed')).findByText(/SVC-7/),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(
      await within(await column('Idea')).findByText(/SVC-7/),
    ).toBeVisible();
    expect(
      asked(api, 'portfolioServices.transition').map(c => [
        (c.body as { transition: string }).transition,
        c.ifMatch,
      ]),
    ).toEqual([
      ['assess', 3],
      ['think-again', 3],
    ]);
  });

  it('asks for what a move needs, and says why one is not possible', async () => {
    const user = userEvent.setup();
    const api = board({
      'portfolioServices.get': () =>
        aService({
          number: 'SVC-7',
          ...withWays(
            way('reject', 'rejected', { required: ['rejectReason'] }),
            way('assess', 'assessed', { allowed: false, reason: 'Not yet.' }),
          ),
        }),
      'portfolioServices.transition': () => {
        throw serverRefusal(409, 'Somebody was faster');
      },
    });
    open('?look=board', api);
    const card = await screen.findByRole('link', { name: /SVC-7/ });
    // By mouse: only where it can go takes it.
    const item = card.closest('li')!;
    const transfer = { dataTransfer: { setData: () => {}, effectAllowed: '' } };
    fireEvent.dragStart(item, transfer);
    const assessed = screen.getByRole('region', { name: 'Assessed' });
    expect(assessed).toHaveAttribute('data-takes');
    expect(screen.getByRole('region', { name: 'Design' })).not.toHaveAttribute(
      'data-takes',
    );
    fireEvent.drop(assessed);
    expect(await screen.findByText('Not yet.')).toBeVisible();
    // By key; the card is where it was, and has the focus again.
    expect(await screen.findByRole('link', { name: /SVC-7/ })).toHaveFocus();
    await user.keyboard('m');
    await user.click(
      await screen.findByRole('menuitem', { name: 'To "Rejected"' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByLabelText(/Reason for not pursuing it/),
      'No money',
    );
    await user.click(within(dialog).getByRole('button', { name: /^reject/ }));
    expect(
      await within(dialog).findByText(/Somebody was faster/),
    ).toBeVisible();
    expect(asked(api, 'portfolioServices.transition')[0].body).toEqual({
      transition: 'reject',
      rejectReason: 'No money',
    });
  });
});

describe('pictures', () => {
  const many = () => [
    aService({ number: 'SVC-1', title: 'Shop', status: 'operation' }),
    aService({ number: 'SVC-2', title: 'Dear', costCurrency: 'USD' }),
    aService({ number: 'SVC-3', title: 'Unscored', valueScore: undefined }),
  ];

  it('by value and risk, with a table behind and what is not in it', async () => {
    const user = userEvent.setup();
    open(
      '?look=bubbles',
      anApi({
        'portfolioServices.list': () => ({ items: many(), pageInfo: {}, refs }),
      }),
    );
    expect(
      await screen.findByRole('link', {
        name: 'SVC-1 Shop: value 4, risk 2, €12,500.00, Operation',
      }),
    ).toHaveAttribute('href', '/itsm/portfolio/records/SVC-1');
    expect(screen.getByText(/1 are not|1 without value or risk/)).toBeVisible();
    await user.click(screen.getByText('As a table'));
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(3);
  });

  it('over time, by objective or owner', async () => {
    const user = userEvent.setup();
    open(
      '?look=roadmap',
      anApi({
        'portfolioServices.list': () => ({
          items: [
            aService({
              number: 'SVC-1',
              title: 'Shop',
              plannedStart: '2026-01-01T00:00:00.000Z',
              plannedLive: '2026-06-01T00:00:00.000Z',
              objectives: [{ number: 'OBJ-1', title: 'More customers' }],
            }),
            aService({ number: 'SVC-2' }),
          ],
          pageInfo: {},
          refs,
        }),
      }),
    );
    const lane = await screen.findByRole('region', {
      name: 'OBJ-1 More customers',
    });
    expect(
      within(lane).getByRole('link', {
        name: 'SVC-1 Shop: starts 1 Jan 2026, live 1 Jun 2026',
      }),
    ).toBeVisible();
    expect(screen.getByText(/1 services? without a plan/)).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Owner group' }));
    expect(
      await screen.findByRole('region', { name: 'Payments' }),
    ).toBeVisible();
  });
});

describe('the page of a service', () => {
  it('says what it is in the catalog, and money is typed as people write it', async () => {
    const user = userEvent.setup();
    let service = aService({
      number: 'SVC-7',
      purpose: '<img src=x onerror=alert(1)>Points for **all**.',
      binding: 'taken',
      entityName: 'gifts',
      givenRef: 'system:default/gifts',
      customers: ['Schools', 'Clubs'],
      objectives: [{ number: 'OBJ-1', title: 'More customers' }],
    });
    const api = anApi({
      'portfolioServices.get': () => service,
      'portfolioServices.update': ({ body }: any) => {
        service = { ...service, ...body, version: service.version + 1 };
        return service;
      },
    });
    open('/records/SVC-7', api);
    expect(
      await screen.findByText(/The catalog has another entity called "gifts"/),
    ).toBeVisible();
    expect(screen.getByText('all')).toBeVisible();
    expect(document.querySelector('img[src="x"]')).toBeNull();
    // What serves an objective needs no reason.
    expect(screen.queryByText('Why it serves none')).toBeNull();
    await user.click(
      screen.getByRole('button', { name: 'Change the estimated cost' }),
    );
    const amount = screen.getByLabelText('Amount');
    expect(amount).toHaveValue('12500.00');
    await user.clear(amount);
    await user.type(amount, '1.250');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/could be two numbers/)).toBeVisible();
    await user.clear(amount);
    await user.type(amount, '9,900.50');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('€9,900.50')).toBeVisible();
    expect(asked(api, 'portfolioServices.update')[0]).toMatchObject({
      body: { estimatedCost: 990_050, costCurrency: 'EUR' },
      ifMatch: 3,
    });
  });

  it('that is not there says so, with the way back', async () => {
    open('/records/SVC-9', anApi());
    expect(
      await screen.findByRole('link', { name: 'All services' }),
    ).toBeVisible();
  });
});

describe('the form', () => {
  it('says what is missing, and sends what is written once', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'portfolioServices.file': () => aService({ number: 'SVC-8' }),
      'portfolioServices.get': () => aService({ number: 'SVC-8' }),
    });
    open(`/records/new?entity=${encodeURIComponent(SHOP)}`, api);
    // Who comes from an entity takes in what runs.
    expect(
      await screen.findByRole('radio', { name: 'It runs already' }),
    ).toBeChecked();
    await user.click(screen.getByRole('button', { name: /^Add service/ }));
    expect(await screen.findByText('Say what it is called')).toBeVisible();
    await user.type(screen.getByLabelText(/What is it called/), 'Shop');
    await user.click(screen.getByRole('button', { name: /^Add service/ }));
    await waitFor(() =>
      expect(asked(api, 'portfolioServices.file')[0].body).toEqual({
        title: 'Shop',
        runs: true,
        entityRef: SHOP,
      }),
    );
  });

  it('takes money and customers as people write them', () => {
    const form = emptyService({
      title: ' Gifts ',
      ownerRef: PAYMENTS,
      customers: ' Schools \n\nClubs',
      cost: '12,000.50',
      value: '4',
    });
    expect(problemsOf(form, 'EUR').size).toBe(0);
    expect(toNewService(form, 'EUR')).toMatchObject({
      title: 'Gifts',
      customers: ['Schools', 'Clubs'],
      estimatedCost: 1_200_050,
      costCurrency: 'EUR',
      valueScore: 4,
    });
    expect([...problemsOf({ ...form, cost: '-1' }, 'EUR')]).toEqual(['cost']);
    // Of what currency it is is never guessed.
    expect([...problemsOf(form, undefined)]).toEqual(['currency']);
    expect([...problemsOf({ ...form, cost: '' }, undefined)]).toEqual([]);
    expect([...problemsOf({ ...form, cost: 'a lot' }, 'EUR')]).toEqual([
      'cost',
    ]);
    expect([...problemsOf(emptyService({ runs: true }), 'EUR')]).toEqual([
      'title',
      'entity',
    ]);
  });
});
