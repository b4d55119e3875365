import '../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import { queryWrapper } from '../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import { serviceLevelsRouteRef } from './routes';
import { ServiceLevelsPage } from './ServiceLevelsPage';

const HOUR = 3_600_000;

/** The pages for whoever may see them: an app under test does not wait for a permission. */
const pages = createFrontendPlugin({
  pluginId: 'itsm-service-levels',
  routes: { root: serviceLevelsRouteRef },
  extensions: [
    SubPageBlueprint.make({
      name: 'service-levels',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'service-levels',
        title: 'Service levels',
        routeRef: serviceLevelsRouteRef,
        loader: async () => <ServiceLevelsPage />,
      },
    }),
    queryWrapper(),
  ],
});

const office = {
  key: 'office',
  version: 1,
  name: 'Office hours',
  timeZone: 'Europe/Berlin',
  weekly: 40 * HOUR,
  open: false,
};

const gold = {
  key: 'gold',
  version: 2,
  name: 'Gold',
  type: 'sla',
  precedence: 10,
  party: 'Shoppers',
  recordTypes: ['incident'],
  scope: {
    serviceRef: 'component:default/cart',
    'service.tier': { $in: ['1', '2'] },
  },
  targets: [
    {
      metric: 'resolution',
      reopen: 'restart',
      retroactive: false,
      pauseWhen: { holdReason: 'supplier' },
      goals: [
        {
          when: { priority: { $lte: 2 } },
          within: 4 * HOUR,
          calendar: 'office',
        },
        { within: 90 * 60_000, calendar: 'office' },
      ],
    },
  ],
  running: 7,
  late: 2,
};

const detail = {
  ...gold,
  standing: { state: 'holds', since: '2026-01-01T00:00:00.000Z' },
  missingCalendars: [],
  overlaps: [],
  looked: { records: 0, truncated: false },
  refs: {},
};

const year = (asked: number) => ({
  ...office,
  year: asked,
  days: [
    {
      date: `${asked}-01-01`,
      working: 0,
      spans: [],
      name: 'New Year',
      holiday: true,
    },
    {
      date: `${asked}-01-02`,
      working: 8 * HOUR,
      spans: [{ from: '08:00', to: '16:00' }],
    },
  ],
});

const aServer = (changes: object = {}) =>
  new FakeItsmApi({
    'service-levels.agreements.list': () => ({ items: [gold], refs: {} }),
    'service-levels.agreements.get': ({ params }: any) => {
      if (params.key === 'gold') return detail;
      throw serverRefusal(404, 'There is no agreement of that name');
    },
    'service-levels.breaching': () => ({
      at: '2026-03-02T10:00:00.000Z',
      items: [],
      pageInfo: {},
      counts: { late: 0, soon: 0 },
      refs: {},
    }),
    'service-levels.calendars.list': () => ({ items: [office] }),
    'service-levels.calendars.year': ({ query }: any) =>
      year(Number(query.year)),
    'fields.list': () => ({
      items: [{ key: 'priority', label: 'Priority', type: 'number' }],
    }),
    ...changes,
  });

const open = (path = '', api = aServer()) => {
  openPage(`/itsm/service-levels${path}`, api, [pages]);
  return api;
};

beforeEach(inANewBrowser);

it('the home says in words what is promised', async () => {
  open();
  const table = await screen.findByRole('table', { name: 'Agreements' });
  const row = within(table).getByRole('row', { name: /Gold/ });
  expect(row).toHaveTextContent('4 hif priority is one of P1, P2Office hours');
  expect(row).toHaveTextContent('1 h 30 minotherwise');
  expect(within(row).getByText('2 late')).toBeVisible();
  const calendars = screen.getByRole('table', { name: 'Calendars' });
  expect(within(calendars).getByText('Closed')).toBeVisible();
});

it('where nothing is agreed it says what an agreement is', async () => {
  open(
    '',
    aServer({ 'service-levels.agreements.list': () => ({ items: [] }) }),
  );
  expect(await screen.findByText('Nothing is agreed yet')).toBeVisible();
});

it('who may not see it is told so in the server’s words', async () => {
  open(
    '',
    aServer({
      'service-levels.agreements.list': () => {
        throw serverRefusal(403, 'Ask for itsm.service-levels.read');
      },
    }),
  );
  expect(
    await screen.findByText('Ask for itsm.service-levels.read'),
  ).toBeVisible();
});

it('an agreement’s page says what it covers and when its clock is held', async () => {
  open('/agreements/gold');
  const covers = await screen.findByRole('region', { name: 'What it covers' });
  expect(
    within(covers)
      .getAllByRole('listitem')
      .map(item => item.textContent),
  ).toEqual(['service ref is cart', 'service tier is one of 1, 2']);
  const promise = screen.getByRole('region', { name: 'Resolution' });
  expect(promise).toHaveTextContent(
    'It is held while hold reason is supplier.',
  );
  expect(promise).toHaveTextContent('time begins anew');
});

it('says what happens as its time is used up, by the names of groups', async () => {
  const thresholds = [
    { at: '-30m', actions: [{ do: 'notify', to: ['owner'] }] },
    {
      at: '100%',
      actions: [
        { do: 'reassign', to: 'group:default/desk' },
        { do: 'comment', body: 'We are late.', audience: 'requester' },
      ],
    },
  ];
  open(
    '/agreements/gold',
    aServer({
      'service-levels.agreements.get': () => ({
        ...detail,
        targets: [{ ...gold.targets[0], thresholds }],
        refs: {
          'group:default/desk': { title: 'Service desk', kind: 'group' },
        },
      }),
    }),
  );
  const promise = await screen.findByRole('region', { name: 'Resolution' });
  expect(
    within(promise)
      .getAllByRole('definition')
      .map(each => each.textContent),
  ).toEqual([
    'tells the owner group',
    'hands it to Service desk and tells the requester “We are late.”',
  ]);
  expect(within(promise).getByText('30 min before')).toBeVisible();
});

it('says which other agreements go for the same records, and which counts', async () => {
  const overlap = {
    key: 'vip',
    name: 'Very important',
    precedence: 5,
    goesBefore: true,
    metrics: ['resolution'],
    recordTypes: ['incident'],
    records: 2,
    examples: ['INC-7', 'INC-5'],
  };
  open(
    '/agreements/gold',
    aServer({
      'service-levels.agreements.get': () => ({
        ...detail,
        looked: { records: 300, truncated: true },
        overlaps: [
          overlap,
          {
            ...overlap,
            key: 'zinc',
            name: 'Zinc',
            precedence: 10,
            goesBefore: false,
            records: 0,
            examples: [],
          },
        ],
      }),
    }),
  );
  const others = await screen.findByRole('region', {
    name: 'Others for the same records',
  });
  expect(
    within(others)
      .getAllByRole('listitem')
      .map(each => each.textContent),
  ).toEqual([
    'Very important goes before itResolution · precedence 5 before 10Both cover 2 open records, e.g. INC-7, INC-5.',
    'It goes before ZincResolution · the same precedence, 10; the key decidesTheir conditions do not exclude each other; none of the open records looked at shows it.',
  ]);
  expect(others).toHaveTextContent('Only the newest 300 open records');
});

it('one that was withdrawn says so, and what becomes of its clocks', async () => {
  open(
    '/agreements/gold',
    aServer({
      'service-levels.agreements.get': () => ({
        ...detail,
        standing: { state: 'withdrawn', at: '2026-02-01T00:00:00.000Z' },
        missingCalendars: ['office'],
      }),
    }),
  );
  expect(await screen.findByText(/It was withdrawn/)).toBeVisible();
  expect(
    screen.getByText(/There is no calendar “office”: goals by it/),
  ).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Late now' })).toBeNull();
});

it('an agreement that is not there is said so', async () => {
  open('/agreements/silver');
  expect(
    await screen.findByText('There is no agreement “silver”'),
  ).toBeVisible();
});

it('a calendar’s year is gone through by keyboard, told, and listed', async () => {
  const api = open('/calendars/office?year=2026');
  const holiday = await screen.findByRole('gridcell', {
    name: /New Year: no work/,
  });
  holiday.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(
    screen.getByRole('gridcell', { name: /: 08:00–16:00, 8 h/ }),
  ).toHaveFocus();
  const special = screen.getByRole('table', {
    name: 'Days that are not usual',
  });
  expect(
    within(special).getByRole('row', { name: /New Year/ }),
  ).toHaveTextContent('Holiday');
  expect(screen.getByRole('link', { name: 'Gold' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Year after' }));
  expect(
    await screen.findByRole('grid', { name: 'Working days of 2027' }),
  ).toBeVisible();
  expect(
    api.calls
      .filter(call => call.route === 'service-levels.calendars.year')
      .map(call => (call.query as any).year),
  ).toEqual(['2026', '2027']);
});
