import '../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import { queryWrapper } from '../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import { planOf, questionsOf } from './dashboards/plan';
import { ImprovementPage } from './ImprovementPage';
import { improvementRouteRef } from './routes';

const pages = createFrontendPlugin({
  pluginId: 'itsm-improvement',
  routes: { root: improvementRouteRef },
  extensions: [
    queryWrapper(),
    SubPageBlueprint.make({
      name: 'improvement',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'improvement',
        title: 'Improvement',
        routeRef: improvementRouteRef,
        loader: async () => <ImprovementPage />,
      },
    }),
  ],
});

const HOUR = 3_600_000;
const CART = 'component:default/cart';
const PAYMENTS = 'group:default/payments';
const refs = { [PAYMENTS]: { title: 'Payments', kind: 'group' } };

const aKpi = (key: string, changes: object = {}) => ({
  key,
  practice: key.split('.')[0],
  name: key.split('.')[1].replace(/-/g, ' '),
  purpose: `What is ${key}?`,
  formulaWords: 'All that were counted',
  source: 'ITIL 4, Incident management',
  unit: 'count',
  direction: 'down',
  basis: 'events',
  bases: ['events'],
  shape: 'count',
  dimensions: [
    { key: 'serviceRef', label: 'Service', entity: true, hourly: true },
    { key: 'ownerRef', label: 'Team', entity: true, hourly: true },
    {
      key: 'priority',
      label: 'Priority',
      entity: false,
      labels: { 1: 'Critical', 2: 'High' },
    },
    { key: 'category', label: 'Category', entity: false },
  ],
  grains: ['hour', 'day', 'week', 'month', 'quarter'],
  forTeamItself: false,
  version: 1,
  versions: [],
  has: { records: true, heatMap: false, ages: false },
  ...changes,
});

const VOLUME = aKpi('incidents.volume', {
  name: 'Incidents',
  direction: 'neutral',
  has: { records: true, heatMap: true, ages: false },
});
const RESOLVE = aKpi('incidents.time-to-resolve', {
  name: 'Time to resolve',
  unit: 'duration',
  shape: 'value',
  statistics: ['median', 'mean', 'p90'],
  statistic: 'median',
  target: 8 * HOUR,
  ownerRef: PAYMENTS,
  bases: ['events', 'stated'],
  version: 2,
  since: '2026-01-01T00:00:00.000Z',
  versions: [
    {
      version: 2,
      at: '2026-01-01T00:00:00.000Z',
      what: 'Without time on hold',
      askable: true,
    },
    { version: 1, what: 'First', askable: true },
  ],
});
const LEAD = aKpi('changes.deployment-lead-time', {
  name: 'Change lead time',
  awaits: 'Reports of deployments',
});
const FOLLOW = aKpi('improvement.follow-through', {
  name: 'Follow-through',
  unit: 'percent',
  shape: 'share',
  forTeamItself: true,
  direction: 'up',
});
const KPIS = [VOLUME, RESOLVE, LEAD, FOLLOW];

const point = (value: number, month: number, changes: object = {}) => ({
  from: new Date(Date.UTC(2025, month, 1)).toISOString(),
  to: new Date(Date.UTC(2025, month + 1, 1)).toISOString(),
  value,
  count: 40,
  complete: true,
  exact: true,
  ...changes,
});

/** Thirteen months that move as they always did, and one that does not. */
function seriesOf(of: any, version?: number) {
  const unit = of.unit === 'duration' ? HOUR : 1;
  const factor = of.unit === 'percent' ? 0.01 : 1;
  const usual = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12];
  const last = of.key === 'incidents.time-to-resolve' ? 4 : 11;
  return [...usual, last].map((value, month) =>
    point((value + (version === 1 ? 2 : 0)) * unit * factor, month),
  );
}

function answerTo(question: any) {
  const of: any = KPIS.find(({ key }) => key === question.kpi);
  const series = question.grain && seriesOf(of, question.version);
  const total = point(of.unit === 'duration' ? 9 * HOUR : 480, 0, {
    to: '2026-02-01T00:00:00.000Z',
    count: 480,
  });
  return {
    kpi: of.key,
    version: question.version ?? of.version,
    unit: of.unit,
    statistic: question.statistic ?? of.statistic,
    basis: question.basis ?? 'events',
    zone: 'UTC',
    total,
    compared: question.compare && { ...total, value: total.value / 2 },
    series,
    groups: question.by && [
      { value: 'disk', label: 'Disk', total: { ...total, value: 360 } },
      { label: 'None', total: { ...total, value: 60 } },
    ],
    moreGroups: question.by && 3,
    asOf: '2026-02-01T00:00:00.000Z',
    unread: 0,
    rebuilding: false,
  };
}

const hours = Array.from({ length: 7 }, () => Array(24).fill(2));

const aServer = (changes: object = {}) =>
  new FakeItsmApi({
    'kpis.list': () => ({ items: KPIS, zone: 'UTC', refs }),
    'kpis.query': ({ body }: any) => ({
      answers: body.questions.map(answerTo),
    }),
    'kpis.heat-map': () => ({
      counted: 'Incidents opened',
      total: 336,
      hours,
      zone: 'UTC',
      unread: 0,
      rebuilding: false,
    }),
    'kpis.records': () => ({
      items: [
        {
          at: '2026-01-05T10:00:00.000Z',
          value: 5 * HOUR,
          counts: true,
          record: {
            id: 'r1',
            number: 'INC-7',
            type: 'incident',
            title: 'Gift cards are refused',
            status: 'resolved',
            statusCategory: 'done',
            ownerRef: PAYMENTS,
          },
        },
      ],
      pageInfo: {},
      total: 3,
      hidden: 2,
      refs,
    }),
    'kpis.explain': () => ({
      kpi: RESOLVE,
      version: 2,
      words: ['The middle of 480 durations.', 'Times on hold are left out.'],
      formula: { of: 'value' },
      terms: [
        {
          role: 'values',
          words: 'Incidents resolved',
          kind: 'incident',
          stage: 'resolved',
          count: 480,
          sum: 480 * HOUR,
        },
      ],
      read: [{ from: 'rollups', grain: 'month', spans: 12 }],
      recount: { value: 9 * HOUR, count: 480, equal: true },
      exact: true,
      exactWords: 'It is exact.',
      versions: [],
    }),
    ...changes,
  });

const open = (path: string, api = aServer()) => {
  openPage(`/itsm/improvement${path}`, api, [pages]);
  return api;
};

const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);
const lastAsked = (api: FakeItsmApi, route: string) =>
  asked(api, route).pop()! as any;

beforeEach(inANewBrowser);

it('the library says what is news first, then every number with who answers for it and what it waits for', async () => {
  const api = open('/kpis');
  expect(
    await screen.findByText(
      '3 numbers are counted; 1 got better; all else moves as it always did. 1 waits for what it is counted of.',
    ),
  ).toBeVisible();
  // All courses came with one request.
  expect(asked(api, 'kpis.query')).toHaveLength(1);
  expect(lastAsked(api, 'kpis.query').body.questions).toHaveLength(3);
  const row = screen.getByRole('row', { name: /Time to resolve \(median\)/ });
  expect(row).toHaveTextContent(/4 h.*Better.*8 h.*Payments/);
  expect(
    within(row).getByRole('link', { name: /Time to resolve/ }),
  ).toHaveAttribute('href', '/itsm/improvement/kpis/incidents.time-to-resolve');
  expect(
    screen.getByRole('row', { name: /Change lead time/ }),
  ).toHaveTextContent('Waits for: Reports of deployments');

  await userEvent.type(screen.getByRole('searchbox'), 'resolve');
  await waitFor(() =>
    expect(
      screen.queryByRole('row', { name: /Follow-through/ }),
    ).not.toBeInTheDocument(),
  );
  expect(screen.getByRole('row', { name: /Time to resolve/ })).toBeVisible();
});

it('a number’s page asks what its address says, shows the definition before, and tells what it is made of', async () => {
  const api = open(
    '/kpis/incidents.time-to-resolve?from=2025-01-01&to=2026-01-31&grain=month&statistic=p90&compare=before&f.priority=1,2&by=category',
  );
  const chart = await screen.findByRole('figure', {
    name: /How did it go\? Time to resolve/,
  });
  const counted = {
    kpi: 'incidents.time-to-resolve',
    statistic: 'p90',
    where: { priority: ['1', '2'] },
    from: '2025-01-01T00:00:00.000Z',
    to: '2026-02-01T00:00:00.000Z',
  };
  // What it is made of is asked by itself: it may be more than can be counted.
  const questions = asked(api, 'kpis.query').map(
    ({ body }: any) => body.questions,
  );
  expect(questions).toContainEqual([
    { ...counted, by: 'category', top: expect.any(Number) },
  ]);
  expect(questions).toContainEqual([
    { ...counted, grain: 'month', compare: 'before' },
    {
      ...counted,
      grain: 'month',
      from: '2023-12-01T00:00:00.000Z',
      to: '2025-01-01T00:00:00.000Z',
    },
    { ...counted, grain: 'month', version: 1 },
  ]);
  expect(chart).toHaveTextContent('The time before');
  expect(chart).toHaveTextContent('Version 1');
  expect(chart).toHaveTextContent('Better');
  expect(screen.getByText('100 % more.')).toBeVisible();
  // Medians do not add up: no shares, but of how many they are.
  const parts = await screen.findByRole('table', { name: /Where is it worst/ });
  expect(within(parts).getAllByRole('row')[0]).toHaveTextContent(
    'CategoryValueOf',
  );
  expect(within(parts).getByRole('link', { name: 'Disk' })).toHaveAttribute(
    'href',
    expect.stringContaining('f.category=disk'),
  );
  const about = screen.getByRole('complementary', { name: 'What it is' });
  expect(about).toHaveTextContent('AfterITIL 4, Incident management');
  expect(about).toHaveTextContent(
    'Version 2 since 1 Jan 2026: Without time on hold',
  );

  // What is behind it, and how many of that are not shown.
  const behind = screen.getByRole('region', { name: 'What is behind it' });
  expect(await within(behind).findByText(/^3 are counted\./)).toHaveTextContent(
    '3 are counted. 2 on this page are not shown, as you may not read them.',
  );
  expect(within(behind).getByRole('row', { name: /INC-7/ })).toHaveTextContent(
    /Gift cards are refused.*5 h.*Payments/,
  );
  expect(lastAsked(api, 'kpis.records').query).toMatchObject({
    from: '2025-01-01T00:00:00.000Z',
    filter: [['priority:1', '2']],
  });
  const cursor = within(chart).getByRole('slider');
  act(() => cursor.focus());
  await userEvent.keyboard('{End}{Enter}');
  expect(
    await screen.findByRole('region', {
      name: 'What is behind it: January 2026',
    }),
  ).toBeVisible();
  expect(lastAsked(api, 'kpis.records').query).toMatchObject({
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-02-01T00:00:00.000Z',
  });

  // How it came to be is told when somebody asks.
  expect(asked(api, 'kpis.explain')).toHaveLength(0);
  const how = screen.getByRole('region', {
    name: 'How this number came to be',
  });
  await userEvent.click(within(how).getByRole('button', { name: 'Show' }));
  expect(
    await within(how).findByText('The middle of 480 durations.'),
  ).toBeVisible();
  expect(how).toHaveTextContent(
    'Read: 12 months of the rollups. It is exact. Counted again from the facts: the same.',
  );
});

it('a number that waits says for what, one that is unknown says so, and one that cannot be loaded can be tried again', async () => {
  open('/kpis/changes.deployment-lead-time');
  expect(
    await screen.findByText('It waits for: Reports of deployments.'),
  ).toBeVisible();
});

it('an unknown number leads to the library', async () => {
  open('/kpis/incidents.luck');
  expect(
    await screen.findByText('There is no number of this name'),
  ).toBeVisible();
});

it('a service’s dashboard says what is news, all numbers, one closely, and what it is made of, where that can be counted', async () => {
  const api = open('/services/component/default/cart');
  expect(
    await screen.findByText(
      'Better: time to resolve ↘. All else moves as it always did.',
    ),
  ).toBeVisible();
  const requests = asked(api, 'kpis.query').map(({ body }: any) =>
    body.questions.map(({ kpi, by }: any) => [kpi, by]),
  );
  expect(requests).toHaveLength(2);
  expect(requests).toContainEqual([
    ['incidents.volume', undefined],
    ['incidents.time-to-resolve', undefined],
  ]);
  expect(requests).toContainEqual([['incidents.volume', 'category']]);
  expect(lastAsked(api, 'kpis.query').body.questions[0].where).toEqual({
    serviceRef: [CART],
  });
  const tile = screen.getByRole('article', { name: /Time to resolve/ });
  expect(tile).toHaveTextContent('4 hJanuary 2026 · of 40 · target 8 h');
  expect(within(tile).getByRole('link')).toHaveAttribute(
    'href',
    '/itsm/improvement/kpis/incidents.time-to-resolve?f.serviceRef=component%253Adefault%252Fcart',
  );
  expect(
    await screen.findByRole('grid', { name: /Incidents opened/ }),
  ).toBeVisible();
  expect(lastAsked(api, 'kpis.heat-map').query).toMatchObject({
    filter: [[`serviceRef:${CART}`]],
  });
  const parts = screen.getByRole('table', { name: 'Incidents, by category' });
  expect(
    within(parts).getByRole('row', { name: /3 others/ }),
  ).toHaveTextContent('6012.5 %100 %');
});

it('what cannot be counted says so in its place and takes nothing else down', async () => {
  const api = open(
    '/services/component/default/cart',
    aServer({
      'kpis.query': ({ body }: any) => {
        if (body.questions.some(({ by }: any) => by))
          throw serverRefusal(400, 'Keep a shorter time; these are too many.');
        return { answers: body.questions.map(answerTo) };
      },
    }),
  );
  expect(
    await screen.findByText('Keep a shorter time; these are too many.'),
  ).toBeVisible();
  expect(
    await screen.findByRole('article', { name: /Time to resolve/ }),
  ).toHaveTextContent('4 h');
  expect(asked(api, 'kpis.heat-map')).toHaveLength(1);
});

it('hours of what no hours are kept of are not asked for', async () => {
  const api = open('/kpis/incidents.volume?f.priority=1');
  expect(
    await screen.findByText(/Hours are kept of all together/),
  ).toBeVisible();
  expect(asked(api, 'kpis.heat-map')).toHaveLength(0);
  // To have it improved takes along what is looked at.
  expect(screen.getByRole('link', { name: 'Improve this' })).toHaveAttribute(
    'href',
    '/itsm/improvement/register/new?kpi=incidents.volume&f.priority=1',
  );
});

it('numbers that are behind say so', async () => {
  open(
    '/practices/incidents',
    aServer({
      'kpis.query': ({ body }: any) => ({
        answers: body.questions.map((question: any) => ({
          ...answerTo(question),
          unread: 12,
        })),
      }),
    }),
  );
  expect(
    await screen.findByText('12 events are still to be counted.'),
  ).toBeVisible();
});

it('a team’s own numbers are on its dashboard for itself only', () => {
  const team = { of: 'team', ref: PAYMENTS } as const;
  const keysOf = (isOwn: boolean) =>
    planOf(KPIS as never, team, isOwn).tiles.map(({ key }) => key);
  expect(keysOf(false)).toEqual([
    'incidents.volume',
    'incidents.time-to-resolve',
  ]);
  expect(keysOf(true)).toContain('improvement.follow-through');
  const plan = planOf(KPIS as never, team);
  for (const question of questionsOf(plan, {
    from: '2025-01-01T00:00:00.000Z',
  }))
    expect(question.where).toEqual({ ownerRef: [PAYMENTS] });
  // What is of one team is not split by team.
  expect(plan.split?.by.key).toBe('category');
});
