import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { serviceLevelsRouteRef } from '../routes';
import { ServiceLevelsPage } from '../ServiceLevelsPage';

const pages = createFrontendPlugin({
  pluginId: 'itsm-service-levels',
  routes: { root: serviceLevelsRouteRef },
  extensions: [
    queryWrapper(),
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
  ],
});

const HOUR = 3_600_000;
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR).toISOString();
const CART = 'component:default/cart';
const PAYMENTS = 'group:default/payments';
const refs = {
  [CART]: { ref: CART, title: 'Cart', exists: true },
  [PAYMENTS]: { ref: PAYMENTS, title: 'Payments', exists: true },
};
const GOLD = {
  key: 'gold',
  version: 1,
  name: 'Gold',
  type: 'sla',
  precedence: 100,
  recordTypes: ['incident'],
  targets: [],
  running: 5,
  late: 1,
};
const record = {
  id: 'r1',
  number: 'INC-7',
  type: 'incident',
  title: 'Gift cards are refused',
  status: 'new',
  statusCategory: 'open',
  priority: 1,
  serviceRef: CART,
  ownerRef: PAYMENTS,
};
const late = {
  id: 'r1',
  record,
  clock: {
    id: 'sla:resolution',
    type: 'sla',
    metric: 'resolution',
    state: 'running',
    goal: 4 * HOUR,
    elapsed: 6 * HOUR,
    breached: true,
    counting: true,
    dueAt: ago(2),
    agreement: { key: 'gold', name: 'Gold' },
  },
};
const soon = {
  id: 'r2',
  record: { ...record, id: 'r2', number: 'INC-8', title: 'Slow search' },
  clock: {
    ...late.clock,
    elapsed: 2 * HOUR,
    breached: false,
    dueAt: ago(-2),
  },
};
const breach = {
  id: 'r1 sla:resolution 1',
  record,
  clock: 'sla:resolution',
  run: 1,
  type: 'sla',
  metric: 'resolution',
  agreement: { key: 'gold', name: 'Gold' },
  serviceRef: CART,
  teamRef: PAYMENTS,
  goal: 4 * HOUR,
  elapsed: 6 * HOUR,
  overBy: 2 * HOUR,
  startedAt: ago(8),
  dueAt: ago(2),
  lateAt: ago(2),
  heldBy: [{ ref: PAYMENTS, elapsed: 3 * HOUR }, { elapsed: HOUR }],
};
const counts = { kept: 17, breached: 3, attainment: 85 };
const none = { kept: 0, breached: 0 };

const month = (name: string, changes: object = {}) => ({
  month: name,
  from: `${name}-01T00:00:00.000Z`,
  to: `${name}-28T00:00:00.000Z`,
  opened: 2,
  resolved: 1,
  ...none,
  ...changes,
});

const aServer = (changes: object = {}) =>
  new FakeItsmApi({
    'service-levels.agreements.list': () => ({ items: [GOLD] }),
    'service-levels.calendars.list': () => ({ items: [] }),
    'service-levels.objectives.list': () => ({
      items: [],
      pageInfo: {},
      refs: {},
    }),
    'service-levels.outages.list': () => ({ items: [], pageInfo: {}, refs }),
    'service-levels.attainment': ({ query }: any) => ({
      by: query.by,
      from: query.from,
      to: query.to,
      total: { ...counts, late: 1 },
      items:
        query.by === 'service'
          ? [
              { key: CART, ...counts, late: 1 },
              { ...none, late: 0 },
            ]
          : [{ key: PAYMENTS, ...counts, late: 0 }],
      ...(query.by === 'team' && {
        heldBy: [
          { ref: PAYMENTS, breaches: 2.25, elapsed: 9 * HOUR },
          { breaches: 0.75, elapsed: 3 * HOUR },
        ],
      }),
      agreements: {},
      refs,
    }),
    'service-levels.attainment.trend': ({ query }: any) => ({
      bucket: query.bucket,
      zone: query.zone,
      points: ['2026-02-01', '2026-03-01'].map((day, i) => ({
        day,
        from: `${day}T00:00:00.000Z`,
        to: `${day}T00:00:00.000Z`,
        ...(i === 0 ? none : counts),
      })),
    }),
    'service-levels.breaching': () => ({
      at: new Date().toISOString(),
      items: [late, soon],
      pageInfo: {},
      counts: { late: 1, soon: 1 },
      refs,
    }),
    'service-levels.breaches.list': () => ({
      items: [breach],
      pageInfo: {},
      refs,
    }),
    'service-levels.review': ({ query }: any) => ({
      serviceRef: query.service,
      month: query.month,
      zone: query.zone,
      open: false,
      months: [
        month('2026-02', { kept: 1, breached: 1, attainment: 50 }),
        month('2026-03', counts),
      ],
      promises: [
        {
          agreement: { key: 'gold', name: 'Gold' },
          inForce: true,
          type: 'sla',
          metric: 'resolution',
          month: counts,
          before: none,
          year: counts,
        },
      ],
      breaches: [breach],
      breachCount: 3,
      heldBy: [{ ref: PAYMENTS, breaches: 0.75, elapsed: 3 * HOUR }],
      refs,
    }),
    'views.list': () => ({ items: [], refs: {} }),
    'fields.list': () => ({ items: [] }),
    ...changes,
  });

const open = (path = '', api = aServer()) => {
  openPage(`/itsm/service-levels${path}`, api, [pages]);
  return api;
};

beforeEach(inANewBrowser);

it('the home answers first whether promises are kept, then by whom and since when', async () => {
  const api = open();
  expect(
    await screen.findByText(
      '85 % of 20 promises to customers were kept in the last 30 days; 1 of those that run is late.',
    ),
  ).toBeVisible();
  const table = await screen.findByRole('table', { name: 'By service' });
  const row = within(table).getByRole('row', { name: /Cart/ });
  expect(row).toHaveTextContent(/85 %.*17.*3.*1 late/);
  expect(within(row).getByRole('link', { name: 'Cart' })).toHaveAttribute(
    'href',
    '/itsm/service-levels/review?service=component%3Adefault%2Fcart',
  );
  expect(within(row).getByRole('link', { name: '3' })).toHaveAttribute(
    'href',
    '/itsm/service-levels/breaches?service=component%3Adefault%2Fcart&days=30',
  );
  // What is about no service is asked for by a word.
  expect(
    within(table).getByRole('row', { name: /No service/ }),
  ).toHaveTextContent('–');
  // The numbers behind the line.
  const trend = screen.getByRole('region', { name: /^Promises kept, percent/ });
  await userEvent.click(within(trend).getByText('As a table'));
  expect(
    within(trend).getByRole('row', { name: /March 2026/ }),
  ).toHaveTextContent('17385 %');
  const due = screen.getByRole('region', { name: 'Breaching soon' });
  expect(within(due).getByText(/INC-7/)).toBeVisible();
  // Teams: who had the time, in parts of what was missed.
  await userEvent.click(screen.getByRole('link', { name: 'By team' }));
  expect(await screen.findByText('2.3 missed')).toBeVisible();
  expect(
    api.calls
      .filter(({ route }) => route === 'service-levels.attainment')
      .pop()!.query,
  ).toMatchObject({ by: 'team', type: 'sla' });
});

it('the queue tells what is late before what will be, and its filters stand in the address', async () => {
  const api = open('/breaching?view=team&within=PT4H');
  const row = await screen.findByRole('row', { name: /INC-7/ });
  expect(row).toHaveTextContent('Late by 2 h');
  expect(row).toHaveTextContent('Resolution');
  expect(screen.getByRole('row', { name: /INC-8/ })).toHaveTextContent(
    /1 h 59 min left|2 h left/,
  );
  const asked = () =>
    api.calls.filter(
      ({ route, query }) =>
        route === 'service-levels.breaching' && query?.limit !== '1',
    );
  expect(asked()[0].query).toMatchObject({ team: 'mine', within: 'PT4H' });
  // By keyboard: the first row, then the next.
  await userEvent.keyboard('j');
  await waitFor(() =>
    expect(document.activeElement?.textContent).toContain('INC-7'),
  );
  await userEvent.keyboard('j');
  await waitFor(() =>
    expect(document.activeElement?.textContent).toContain('INC-8'),
  );
  await userEvent.click(screen.getByRole('link', { name: /^Late/ }));
  await waitFor(() =>
    expect(asked().pop()!.query).toMatchObject({ within: 'late' }),
  );
});

it('a review answers first, and says what was missed and who had the time', async () => {
  const api = open(`/review?service=${encodeURIComponent(CART)}&month=2026-03`);
  expect(
    await screen.findByText(
      '85 % of 20 promises to customers were kept in March 2026, 35 points more than the month before.',
    ),
  ).toBeVisible();
  expect(
    screen.getByRole('heading', { name: 'Cart, March 2026' }),
  ).toBeVisible();
  const missed = screen.getByRole('region', { name: 'What was missed' });
  const row = within(missed).getByRole('row', { name: /INC-7/ });
  expect(row).toHaveTextContent('Payments 3 h, Nobody 1 h');
  expect(missed).toHaveTextContent('2 more were missed; the list has all.');
  const promises = screen.getByRole('table', { name: 'By agreement' });
  expect(within(promises).getByRole('row', { name: /Gold/ })).toHaveTextContent(
    '85 %17 of 20–85 %17 of 20',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Month before' }));
  await waitFor(() =>
    expect(api.calls.map(({ query }) => query?.month)).toContain('2026-02'),
  );
});

it('a review without a service offers those that had promises', async () => {
  open('/review');
  const table = await screen.findByRole('table', {
    name: 'Choose a service to review',
  });
  expect(within(table).getByRole('link', { name: 'Cart' })).toBeVisible();
  expect(within(table).getAllByRole('row')).toHaveLength(2);
});

it('missed promises are a list with who had their time', async () => {
  const api = open('/breaches?service=none&days=90');
  const row = await screen.findByRole('row', { name: /INC-7/ });
  expect(row).toHaveTextContent('2 h of 4 h');
  expect(row).toHaveTextContent('Payments 3 h, Nobody 1 h');
  const asked = api.calls.find(
    ({ route }) => route === 'service-levels.breaches.list',
  )!;
  expect(asked.query).toMatchObject({ service: 'none' });
});
