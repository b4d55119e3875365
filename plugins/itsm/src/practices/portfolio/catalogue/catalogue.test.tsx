import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type {
  CataloguePage,
  ManagedPage,
  ManagedService,
  ManagedSummary,
  Offering,
  OfferingBrief,
  ServiceCard,
  ServiceChecklist,
} from '@callboard/plugin-itsm-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { queryWrapper } from '../../../queryWrapper';
import {
  managedServicesRouteRef,
  newDemandRouteRef,
  offeringRouteRef,
  portfolioRouteRef,
  serviceRouteRef,
  servicesRouteRef,
} from '../routes';
import { ServicesPage } from '../ServicesPage';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    services: servicesRouteRef,
    service: serviceRouteRef,
    offering: offeringRouteRef,
    managed: managedServicesRouteRef,
    root: portfolioRouteRef,
    newDemand: newDemandRouteRef,
  },
  extensions: [
    queryWrapper(),
    SubPageBlueprint.make({
      name: 'services',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'services',
        title: 'Services',
        routeRef: servicesRouteRef,
        loader: async () => <ServicesPage />,
      },
    }),
    SubPageBlueprint.make({
      name: 'portfolio',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'portfolio',
        title: 'Portfolio',
        routeRef: portfolioRouteRef,
        loader: async () => <></>,
      },
    }),
  ],
});

const SHOP = 'system:default/shop';
const SALES = 'domain:default/sales';
const TEAM = 'group:default/storefront';
const refs = {
  [SHOP]: { title: 'The shop', kind: 'system', dangling: false },
  [SALES]: { title: 'Sales', kind: 'domain', dangling: false },
  [TEAM]: { title: 'Storefront', kind: 'group', dangling: false },
};

const offering = (more: Partial<OfferingBrief> = {}): OfferingBrief => ({
  key: 'partner-shop',
  name: 'A shop of your own',
  summary: 'You sell what you like.',
  serviceRef: SHOP,
  state: 'offered',
  asking: { way: 'incident', to: '/itsm/incidents/file?service=shop' },
  price: { minor: 4_900, currency: 'EUR', per: 'month' },
  agreements: [{ key: 'gold', name: 'Gold' }],
  ...more,
});
const card = (more: Partial<ServiceCard> = {}): ServiceCard => ({
  ref: SHOP,
  title: 'The shop',
  kind: 'system',
  section: 'offered',
  what: 'Sells things to people.',
  ownerRef: TEAM,
  categoryRef: SALES,
  offerings: [offering()],
  ...more,
});
const list = (
  items: ServiceCard[],
  more: Partial<CataloguePage> = {},
): CataloguePage => ({
  items,
  pageInfo: {},
  categories: [{ ref: SALES, count: 2 }, { count: 1 }],
  refs,
  ...more,
});
const detail = (more: Partial<Offering> = {}): Offering => ({
  ...offering(),
  version: 1,
  description: 'All **there is**.<script>alert(1)</script>',
  availability: 'Around the clock',
  levels: [
    {
      key: 'gold',
      name: 'Gold',
      type: 'sla',
      availability: '99.9 % available a month',
      promises: [
        {
          metric: 'response',
          label: 'First response',
          goals: [{ within: '30 min', when: 'Priority 1', calendar: 'Always' }],
        },
      ],
    },
    { key: 'silver', promises: [] },
  ],
  ownerRef: TEAM,
  serviceGone: false,
  others: [],
  refs,
  ...more,
});
const service = (more: Partial<ManagedService> = {}): ManagedService => ({
  id: SHOP,
  ref: SHOP,
  title: 'The shop',
  kind: 'system',
  ownerRef: TEAM,
  tier: 'tier-1',
  score: 42,
  level: 'hardly',
  missing: [
    { key: 'runbook', label: 'Runbook' },
    { key: 'agreement', label: 'Service level agreement' },
    { key: 'contact', label: 'Contact' },
  ],
  computedAt: '2026-11-26T03:00:00.000Z',
  ...more,
});
const managed = (items: ManagedService[]): ManagedPage => ({
  items,
  pageInfo: {},
  refs,
});
const summary = (more: Partial<ManagedSummary> = {}): ManagedSummary => ({
  services: 12,
  score: 57,
  levels: [
    { level: 'well', count: 3 },
    { level: 'partly', count: 4 },
    { level: 'hardly', count: 5 },
  ],
  teams: [
    { services: 2, score: 20 },
    { ownerRef: TEAM, services: 10, score: 64 },
  ],
  checks: [
    {
      key: 'runbook',
      label: 'Runbook',
      why: 'Whoever is called at night needs to know what to do.',
      remedy: 'Add a link.',
      missing: 9,
      of: 12,
    },
    {
      key: 'owner',
      label: 'Owner',
      why: 'Somebody must answer for it.',
      remedy: 'Set it.',
      missing: 0,
      of: 12,
    },
  ],
  computedAt: '2026-11-26T03:00:00.000Z',
  refs,
  viewer: { canRecompute: true },
  ...more,
});
const checklist: ServiceChecklist = {
  ref: SHOP,
  score: 42,
  level: 'hardly',
  checks: [
    {
      key: 'runbook',
      label: 'Runbook',
      why: 'Whoever is called at night needs to know what to do.',
      state: 'missing',
      remedy: 'Add a link to `metadata.links`.',
      path: '/catalog/default/system/shop',
      weight: 6,
    },
    {
      key: 'owner',
      label: 'Owner',
      why: 'x',
      state: 'met',
      words: 'storefront',
      weight: 10,
    },
    {
      key: 'lifecycle',
      label: 'Lifecycle stage',
      why: 'x',
      state: 'not-needed',
      weight: 2,
    },
  ],
  computedAt: '2026-11-26T03:00:00.000Z',
};

const server = (more: Record<string, any> = {}) =>
  new FakeItsmApi({
    'catalogue.list': () => list([card()]),
    'offerings.get': () => detail(),
    'managed-services.list': () => managed([service()]),
    'managed-services.summary': () => summary(),
    'managed-services.get': () => checklist,
    'managed-services.recompute': () => ({ planned: true }),
    'views.list': () => ({ items: [], refs: {}, preferences: {} }),
    ...more,
  });
const open = (api: FakeItsmApi, path = '') =>
  openPage(`/itsm/services${path}`, api, [pages]);
const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);
const queryOf = (api: FakeItsmApi, route: string) =>
  (asked(api, route).at(-1) as any).query;

describe('the service catalogue', () => {
  beforeEach(inANewBrowser);

  it('says what there is for people, what it costs and how to ask for it', async () => {
    const other = card({
      ref: 'component:default/cart',
      title: 'Cart',
      section: 'known',
      what: undefined,
      offerings: [],
      health: {
        health: 'degraded',
        words: 'A major incident is being worked on',
      },
    });
    open(
      server({
        'catalogue.list': (call: any) =>
          call.query.cursor
            ? list([other], { categories: undefined })
            : list([card()], { pageInfo: { nextCursor: 'more' } }),
      }),
    );
    const shop = await screen.findByRole('listitem', { name: 'The shop' });
    expect(shop).toHaveTextContent('Sells things to people.');
    expect(shop).toHaveTextContent('€49.00 a month · Gold');
    expect(
      within(shop).getByRole('link', { name: 'The shop' }),
    ).toHaveAttribute('href', '/itsm/services/system/default/shop');
    expect(
      within(shop).getByRole('link', { name: 'A shop of your own' }),
    ).toHaveAttribute('href', '/itsm/services/offerings/partner-shop');
    expect(
      within(shop).getByRole('link', {
        name: 'Ask for it: A shop of your own',
      }),
    ).toHaveAttribute('href', '/itsm/incidents/file?service=shop');
    expect(screen.queryByText('What else runs')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(
      await screen.findByRole('region', { name: 'What else runs' }),
    ).toHaveTextContent('CartDegraded');
  });

  it('is searched by words and areas that stand in the address', async () => {
    let answer = () => {};
    const api = server({
      'catalogue.list': ({ query }: any) =>
        new Promise(resolve => {
          answer = () => resolve(list(query.q ? [] : [card()]));
          if (!query.q) answer();
        }),
    });
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sales 2' }),
    );
    await waitFor(() =>
      expect(queryOf(api, 'catalogue.list')).toMatchObject({ category: SALES }),
    );
    expect(screen.getByRole('button', { name: 'Other 1' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^Health/ }));
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Down' }),
    );
    await waitFor(() =>
      expect(queryOf(api, 'catalogue.list')).toMatchObject({
        category: SALES,
        health: 'down',
      }),
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.type(
      screen.getByRole('searchbox', { name: /Search services/ }),
      'nothing like it',
    );
    // What is there is of other words until the answer comes, and says so.
    const shop = screen.getByRole('listitem', { name: 'The shop' });
    await waitFor(() =>
      expect(shop.closest('[aria-busy]')).toHaveAttribute('aria-busy', 'true'),
    );
    await act(async () => answer());
    expect(await screen.findByText('No service has these words')).toBeVisible();
    expect(queryOf(api, 'catalogue.list')).toMatchObject({
      q: 'nothing like it',
      category: SALES,
    });
    // What is not there can be asked for.
    expect(screen.getByRole('link', { name: 'File a need' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/demand/new',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all services' }),
    );
    expect(await screen.findByText('Sells things to people.')).toBeVisible();
  });

  it('keeps what it shows when the next page fails, and asks for that page again', async () => {
    let fails = true;
    const api = server({
      'catalogue.list': (call: any) => {
        if (!call.query.cursor)
          return list([card()], { pageInfo: { nextCursor: 'more' } });
        if (fails) throw serverRefusal(500, 'The database is away');
        return list([card({ ref: 'component:default/cart', title: 'Cart' })]);
      },
    });
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(await screen.findByText('The database is away')).toBeVisible();
    expect(screen.getByRole('listitem', { name: 'The shop' })).toBeVisible();
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('listitem', { name: 'Cart' })).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    // It is the page that failed which was asked for.
    expect(asked(api, 'catalogue.list').at(-1)).toHaveProperty('query.cursor');
  });

  it('says why it cannot be shown, and when there is nothing yet', async () => {
    let fails = true;
    open(
      server({
        'catalogue.list': () => {
          if (fails) throw serverRefusal(500, 'The database is away');
          return list([], { categories: [] });
        },
      }),
    );
    const again = await screen.findByRole('button', { name: /again/i });
    fails = false;
    await userEvent.click(again);
    expect(await screen.findByText('There are no services yet')).toBeVisible();
  });
});

describe('an offering', () => {
  beforeEach(inANewBrowser);

  it('says what one gets and what one can rely on', async () => {
    open(server(), '/offerings/partner-shop');
    expect(
      await screen.findByRole('heading', {
        name: 'A shop of your own',
        level: 1,
      }),
    ).toBeVisible();
    const gold = screen.getByRole('table', { name: 'Gold' });
    expect(within(gold).getAllByRole('row')[1]).toHaveTextContent(
      /First response.*Priority 1.*30 min.*Always/,
    );
    expect(screen.getByText('99.9 % available a month')).toBeVisible();
    expect(screen.getByText('The agreement silver is no more.')).toBeVisible();
    expect(screen.getByText('there is')).toBeVisible();
    expect(document.querySelector('main script, article script')).toBeNull();
    expect(screen.getByText('€49.00 a month')).toBeVisible();
    expect(document.title).toContain('A shop of your own');
    // The way back stands above the title, as on every page.
    const back = screen.getByRole('link', { name: 'Services' });
    expect(back).toHaveAttribute('href', '/itsm/services');
    expect(
      back.compareDocumentPosition(
        screen.getByRole('heading', { name: 'A shop of your own' }),
      ),
    ).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(
      screen.getByRole('link', { name: 'Ask for it: A shop of your own' }),
    ).toBeVisible();
  });

  it('cannot be asked for when it is withdrawn or its service is gone', async () => {
    open(
      server({
        'offerings.get': () =>
          detail({ state: 'withdrawn', serviceGone: true }),
      }),
      '/offerings/partner-shop',
    );
    expect(await screen.findByText('Withdrawn')).toBeVisible();
    expect(screen.getByText('Its service left the catalog')).toBeVisible();
    expect(
      screen.getByText('It cannot be asked for at the moment.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('link', { name: /^Ask for it/ }),
    ).not.toBeInTheDocument();
  });
});

describe('how well services are managed', () => {
  beforeEach(inANewBrowser);

  it('is told by the answer, by what is missing most and by team, each leading to the services', async () => {
    const api = server();
    open(api, '/managed');
    expect(
      await screen.findByText('12 services score 57 of 100 on average.'),
    ).toBeVisible();
    const missing = screen.getByRole('table', {
      name: 'What is missing most?',
    });
    expect(within(missing).getAllByRole('row')).toHaveLength(2);
    expect(within(missing).getAllByRole('row')[1]).toHaveTextContent(
      /Runbook.*9.*12/,
    );
    const teams = screen.getByRole('table', {
      name: 'Whose services are managed least?',
    });
    expect(within(teams).getAllByRole('row')[1]).toHaveTextContent(
      /Nobody.*20.*2/,
    );
    await userEvent.click(
      within(missing).getByRole('link', { name: 'Runbook' }),
    );
    await waitFor(() =>
      expect(queryOf(api, 'managed-services.list')).toMatchObject({
        missing: 'runbook',
      }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Check all again' }),
    );
    await waitFor(() =>
      expect(asked(api, 'managed-services.recompute')).toHaveLength(1),
    );
  });

  it('lists what each lacks, and beside it what to do about it', async () => {
    const api = server();
    open(api, `/managed?open=${encodeURIComponent(SHOP)}`);
    const row = await screen.findByRole('row', { name: /The shop/ });
    expect(row).toHaveTextContent('42');
    const panel = await screen.findByRole('complementary', {
      name: /The shop/,
    });
    // The summary above leads to all that lack one; the panel to where this one gets it.
    expect(
      await within(panel).findByRole('link', { name: 'Runbook' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop');
    expect(panel).toHaveTextContent(
      'Whoever is called at night needs to know what to do.',
    );
    expect(panel).toHaveTextContent('Owner · storefront');
    expect(panel).toHaveTextContent('Not neededLifecycle stage');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Check again' }),
    );
    await waitFor(() =>
      expect((asked(api, 'managed-services.recompute')[0] as any).body).toEqual(
        {
          ref: SHOP,
        },
      ),
    );
  });
});
