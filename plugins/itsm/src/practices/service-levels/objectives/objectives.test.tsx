import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen, within } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { serviceLevelsRouteRef } from '../routes';
import { ServiceLevelsPage } from '../ServiceLevelsPage';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.now();
const ago = (ms: number) => new Date(now - ms).toISOString();
const cart = 'component:default/cart';

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

const anObjective = (changes: object = {}) => ({
  key: 'cart-availability',
  version: 2,
  name: 'Cart is there',
  entityRef: cart,
  target: 0.995,
  window: {
    kind: 'rolling',
    duration: '30d',
    length: 30 * DAY,
    from: ago(30 * DAY),
    to: ago(0),
  },
  budgetingMethod: 'Timeslices',
  source: 'records',
  state: 'met',
  ratio: 0.998,
  budgetRemaining: 0.61,
  burnRates: [
    { window: HOUR, rate: 0 },
    { window: 3 * DAY, rate: 0.42 },
  ],
  measuredUntil: ago(60_000),
  coverage: 1,
  ...changes,
});

const details = (changes: object = {}) => ({
  ...anObjective(),
  at: ago(0),
  body: {},
  definedIn: 'git',
  ownerRef: 'group:default/shop',
  tally: {
    unit: 'minutes',
    good: 43_116,
    total: 43_200,
    bad: 84,
    allowed: 216,
  },
  thresholds: {},
  queries: [],
  rules: [
    {
      severity: 'page',
      long: HOUR,
      short: 300_000,
      threshold: 14.4,
      budgetPart: 0.02,
      longRate: 0.2,
      shortRate: 15,
      over: false,
    },
  ],
  filesIncidents: true,
  alerts: [
    {
      id: 'a',
      severity: 'page',
      startedAt: ago(5 * DAY),
      endedAt: ago(5 * DAY - HOUR),
      rule: { long: HOUR, short: 300_000, threshold: 14.4 },
      rate: 21.5,
      incident: { id: 'i', number: 'INC-7' },
    },
  ],
  refs: {
    [cart]: { title: 'Cart', kind: 'component' },
    'group:default/shop': { title: 'Shop', kind: 'group' },
  },
  ...changes,
});

const aServer = (changes: object = {}) =>
  new FakeItsmApi({
    'service-levels.agreements.list': () => ({ items: [] }),
    'service-levels.calendars.list': () => ({ items: [] }),
    'service-levels.objectives.list': () => ({
      items: [],
      at: ago(0),
      pageInfo: {},
      refs: {},
    }),
    'service-levels.objectives.get': () => details(),
    'service-levels.objectives.history': () => ({
      key: 'cart-availability',
      target: 0.995,
      from: ago(30 * DAY),
      to: ago(0),
      step: 6 * HOUR,
      points: [],
    }),
    'service-levels.outages.list': () => ({
      items: [],
      pageInfo: {},
      refs: {},
    }),
    ...changes,
  });

const open = (path: string, changes: object = {}) => {
  const api = aServer(changes);
  openPage(`/itsm/service-levels${path}`, api, [pages]);
  return api;
};

beforeEach(inANewBrowser);

it('the home shows objectives, the worst first, with what is left in words', async () => {
  open('', {
    'service-levels.objectives.list': () => ({
      items: [
        anObjective(),
        anObjective({
          key: 'search',
          name: 'Search answers',
          state: 'exhausted',
          budgetRemaining: -0.4,
          failure: { message: 'Prometheus timed out', since: ago(2 * HOUR) },
        }),
        anObjective({
          key: 'new',
          name: 'Not measured yet',
          state: 'noData',
          ratio: undefined,
          budgetRemaining: undefined,
          burnRates: [],
        }),
      ],
      at: ago(0),
      pageInfo: {},
      refs: { [cart]: { title: 'Cart', kind: 'component' } },
    }),
  });
  const table = await screen.findByRole('table', { name: 'Objectives' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map(row => row.textContent)).toEqual([
    expect.stringMatching(
      /^Search answersCannot be measured since 2 hours ago.*used up, 40 % over.*Used up$/,
    ),
    expect.stringMatching(/^Not measured yet.*not known.*Not measured$/),
    expect.stringMatching(
      /^Cart is thereCart99.5 %30 days99.8 %61 % left0.4×over 3 daysMet$/,
    ),
  ]);
  expect(
    within(table).getByRole('link', { name: 'Cart is there' }),
  ).toHaveAttribute(
    'href',
    '/itsm/service-levels/objectives/cart-availability',
  );
});

it('where there are none it says what an objective is', async () => {
  open('');
  expect(await screen.findByText('There are no objectives yet')).toBeVisible();
});

it('an objective’s page answers in one sentence, then says who was told and by which rule', async () => {
  open('/objectives/cart-availability');
  expect(
    await screen.findByText(
      '61 % of the error budget is left for 30 days; at the pace of the last 3 days it is not used up.',
    ),
  ).toBeVisible();
  expect(
    screen.getByText('1 h 24 min was bad of 3 h 36 min that may be.'),
  ).toBeVisible();
  const rule = within(
    screen.getByRole('table', { name: 'When there is an alert' }),
  ).getAllByRole('row')[1];
  expect(rule).toHaveTextContent(
    /Page14.4×2 %0.2×over 1 hour15×over 5 minOne is over/,
  );
  const alert = within(
    screen.getByRole('table', { name: 'Alerts' }),
  ).getAllByRole('row')[1];
  expect(alert).toHaveTextContent(/1 h21.5×INC-7/);
  expect(
    await screen.findByText('Nothing was measured in this time'),
  ).toBeVisible();
  expect(
    await screen.findByText('No outage is recorded for this time.'),
  ).toBeVisible();
});

it('says until when the budget lasts, why it cannot be measured, and what of it was', async () => {
  open('/objectives/cart-availability', {
    'service-levels.objectives.get': () =>
      details({
        state: 'burning',
        budgetRemaining: 0.1,
        burnRates: [{ window: HOUR, rate: 36 }],
        failure: { message: 'Prometheus timed out.', since: ago(HOUR) },
        alert: { id: 'a', severity: 'page', startedAt: ago(HOUR) },
      }),
  });
  // A tenth of 30 days at 36 times the pace: two hours.
  expect(
    await screen.findByText(
      /^10 % of the error budget is left for 30 days; at the pace of the last hour it lasts until .*\d:\d\d/,
    ),
  ).toBeVisible();
  expect(screen.getByText(/^It cannot be measured since/)).toBeVisible();
  expect(screen.getByText(/^Prometheus timed out\. What was/)).toBeVisible();
});

it('one that is not there is said so in the server’s words', async () => {
  open('/objectives/nothing', {
    'service-levels.objectives.get': () => {
      throw serverRefusal(404, 'There is no objective nothing');
    },
  });
  expect(
    await screen.findByText('There is no objective nothing'),
  ).toBeVisible();
});
