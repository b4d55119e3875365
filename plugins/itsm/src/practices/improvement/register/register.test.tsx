import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type {
  Initiative,
  InitiativeMeasures,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { ImprovementPage } from '../ImprovementPage';
import { improvementRouteRef } from '../routes';
import { baselineOf, emptyMeasure, measureToSend } from './form/measure';
import { readTarget, unitLike, writeTarget } from './form/targetUnits';
import { progressOf } from './words/progress';

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
const CHECKOUT = 'component:default/checkout';
const PAYMENTS = 'group:default/payments';
const REFS = {
  [CHECKOUT]: { title: 'Checkout', kind: 'component', dangling: false },
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
};
const RESOLVE = {
  key: 'incidents.time-to-resolve',
  practice: 'incidents',
  name: 'Time to resolve',
  purpose: 'How long is something broken?',
  formulaWords: 'From when it was opened until it was resolved.',
  source: 'ITIL 4',
  unit: 'duration',
  direction: 'down',
  basis: 'events',
  bases: ['events'],
  shape: 'value',
  statistics: ['median', 'p90'],
  statistic: 'median',
  dimensions: [{ key: 'serviceRef', label: 'Service', entity: true }],
  grains: ['week', 'month'],
  forTeamItself: false,
  version: 1,
  versions: [],
  has: { records: true, heatMap: false, ages: false },
} as const;
const MEASURED_KPI = {
  key: RESOLVE.key,
  name: RESOLVE.name,
  purpose: RESOLVE.purpose,
  unit: 'duration',
  direction: 'down',
  statistic: 'median',
  version: 1,
  byWindow: false,
  leastCount: 5,
} as const;

const month = (m: number) => new Date(Date.UTC(2026, m, 1)).toISOString();
const anInitiative = (more: Partial<Initiative> = {}): Initiative =>
  ({
    id: '0190f5f2-0000-7000-8000-000000000001',
    number: 'IMP-7',
    type: 'initiative',
    title: 'Payments work again sooner',
    status: 'implement',
    statusCategory: 'open',
    serviceRef: CHECKOUT,
    ownerRef: PAYMENTS,
    visibility: 'internal',
    version: 4,
    createdAt: month(0),
    updatedAt: month(9),
    objective: 'Half the time until customers can pay again',
    kpi: RESOLVE.key,
    kpiWhere: { serviceRef: [CHECKOUT] },
    kpiUnit: 'duration',
    kpiVersion: 1,
    measureEvery: 'month',
    direction: 'down',
    baselineFrom: month(0),
    baselineTo: month(3),
    baselineValue: 20 * HOUR,
    baselineCount: 88,
    target: 10 * HOUR,
    currentValue: 15 * HOUR,
    currentFrom: month(8),
    currentTo: month(9),
    currentCount: 31,
    verdict: 'not-met',
    dueAt: month(10),
    watchDays: 90,
    plan: 'A runbook for each error of the bank',
    participants: [],
    refs: REFS,
    viewer: {
      standing: ['worker'],
      canUpdate: true,
      canEdit: true,
      seesInternal: true,
      watches: false,
      transitions: [
        {
          name: 'achieve',
          label: 'Target reached',
          to: 'achieved',
          required: [],
          optional: [],
          allowed: false,
          reason: 'The target is 10 h or less; it was 15 h in September 2026.',
        },
        {
          name: 'abandon',
          label: 'Abandon',
          to: 'abandoned',
          required: ['abandonReason'],
          optional: [],
          allowed: true,
        },
      ],
    },
    ...more,
  } as Initiative);

const MEASURES: InitiativeMeasures = {
  kpi: MEASURED_KPI,
  windows: [
    {
      from: month(8),
      to: month(9),
      value: 15 * HOUR,
      count: 31,
      verdict: 'not-met',
      measuredAt: month(9),
      newestVersion: 1,
    },
  ],
  benefit: {
    kind: 'hours-shorter',
    saved: 155,
    hoursEach: 0.2,
    hours: 31,
    hourlyRate: 65,
    currency: 'EUR',
    money: 2015,
    hoursEachWindow: 31,
    formula: ['155 × 0.2 h of work each = 31 h'],
  },
  nextAt: month(10),
};

/** A server that knows initiatives and one number. */
const aServer = (
  initiative: Initiative,
  others: Record<string, (call: any) => unknown> = {},
) =>
  new FakeItsmApi({
    'initiatives.settings': () => ({
      watchDays: 90,
      leastValues: 5,
      hourlyRate: 65,
      currency: 'EUR',
      zone: 'UTC',
    }),
    'initiatives.list': () => ({
      items: [initiative],
      pageInfo: {},
      refs: REFS,
    }),
    'initiatives.get': () => initiative,
    'initiatives.measures': () => MEASURES,
    'initiatives.preview': () => ({
      kpi: MEASURED_KPI,
      baseline: {
        from: month(6),
        to: month(9),
        value: 18 * HOUR,
        count: 64,
      },
      current: { from: month(8), to: month(9), value: 15 * HOUR, count: 31 },
      windows: [6, 7, 8].map(m => ({
        from: month(m),
        to: month(m + 1),
        value: (20 - m) * HOUR,
        count: 20,
      })),
    }),
    'kpis.list': () => ({ items: [RESOLVE], zone: 'UTC', refs: {} }),
    'kpis.query': ({ body }: any) => ({
      answers: body.questions.map(() => ({
        kpi: RESOLVE.key,
        version: 1,
        unit: 'duration',
        basis: 'events',
        zone: 'UTC',
        total: { from: month(0), to: month(9), count: 100, complete: true },
        series: [0, 1, 2, 3, 4, 5, 6, 7, 8].map(m => ({
          from: month(m),
          to: month(m + 1),
          value: (20 - m) * HOUR,
          count: 20,
          complete: true,
          exact: true,
        })),
        asOf: month(9),
        unread: 0,
        rebuilding: false,
      })),
    }),
    'fields.list': () => ({ items: [] }),
    'views.list': () => ({ items: [] }),
    'tasks.list': () => ({ items: [], refs: {}, viewer: { canAdd: true } }),
    ...others,
  });

const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/improvement/register${path}`, api, [pages]);
const sent = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route).map(({ body }) => body);

beforeEach(inANewBrowser);

it('the register says of each initiative where it began, where it is to be and where it is', async () => {
  open('', aServer(anInitiative()));
  expect(
    await screen.findByRole('img', { name: 'from 20 h to 10 h, now 15 h' }),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /sooner/ })).toHaveAttribute(
    'href',
    '/itsm/improvement/register/IMP-7',
  );
  expect(screen.getByText('Time to resolve (median)')).toBeInTheDocument();
  expect(screen.getByText('Target not met')).toBeInTheDocument();
});

it('the record says why it is not achieved, in the numbers, and what it is worth', async () => {
  open('/IMP-7', aServer(anInitiative()));
  const going = await screen.findByRole('region', { name: 'How it is going' });
  expect(going).toHaveTextContent(
    /Before20 h88 counted.*Now15 hSeptember 2026.*Target10 h.*50 % of the wayTarget not met/,
  );
  expect(going).toHaveTextContent(
    'The target is 10 h or less; it was 15 h in September 2026. The next whole window is over on 1 November 2026.',
  );
  const worth = await screen.findByRole('region', { name: 'What it is worth' });
  expect(worth).toHaveTextContent(/31 h · 2,015 EUR/);
  // Seven steps, and where it is.
  const steps = screen.getByRole('region', { name: 'The seven steps' });
  const items = within(steps).getAllByRole('listitem');
  expect(items).toHaveLength(7);
  expect(items[6]).toHaveAttribute('aria-current', 'step');
  expect(items[3]).toHaveTextContent(/20 h before, of 88 counted/);
  expect(within(steps).getAllByRole('button', { name: /^Edit / })).toHaveLength(
    6,
  );
});

it('what is measured is chosen only before implementing began', async () => {
  const api = aServer(anInitiative());
  open('/IMP-7', api);
  await screen.findByRole('region', { name: 'How it is going' });
  expect(
    screen.queryByRole('button', { name: 'Change what is measured' }),
  ).toBeNull();
  expect(screen.getByRole('button', { name: 'Measure now' })).toBeVisible();
});

it.each([
  [
    'that others work on can be answered whoever asked for it',
    ['worker'],
    true,
  ],
  [
    'that is worked on by whoever began it has nobody else to reply to',
    ['requester', 'worker'],
    false,
  ],
  [
    'of which whoever began it does the work has nobody beside them',
    ['worker'],
    false,
    'user:default/sam',
  ],
])(
  'an initiative %s',
  async (_, standing, replies, assigneeRef = undefined) => {
    const requesterRef = 'user:default/sam';
    const initiative = anInitiative({ requesterRef, assigneeRef });
    const viewer = { ...initiative.viewer, standing } as Initiative['viewer'];
    open('/IMP-7', aServer({ ...initiative, viewer }));
    await screen.findByRole('textbox', { name: 'Comment' });
    const reply = screen.queryByRole('radio', { name: 'Reply to requester' });
    expect(reply !== null).toBe(replies);
  },
);

it('a reached target says until when it is watched, and offers nobody to close it', async () => {
  const achieved = anInitiative({
    status: 'achieved',
    statusCategory: 'resolved',
    verdict: 'met',
    watchUntil: '2026-12-30T10:00:00.000Z',
  });
  achieved.viewer.transitions = [];
  open('/IMP-7', aServer(achieved));
  expect(
    await screen.findByText('Watched until 30 December 2026'),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Close/ })).toBeNull();
});

it('a definition that changed, and a number that cannot be asked, are said on the page', async () => {
  const api = aServer(anInitiative(), {
    'initiatives.measures': () => ({
      ...MEASURES,
      fault: 'kpi: there is no KPI incidents.joy',
      newestBaseline: {
        from: month(0),
        to: month(3),
        value: 18 * HOUR,
        count: 88,
        version: 2,
        what: 'Without time on hold.',
      },
    }),
  });
  open('/IMP-7', api);
  expect(
    await screen.findByText(/kpi: there is no KPI incidents.joy/),
  ).toBeVisible();
  expect(
    screen.getByText(
      'It is measured by version 1, by which the target was set. By version 2 the baseline is 18 h. Without time on hold.',
    ),
  ).toBeVisible();
});

it('the form shows what the number was beside the target, and sends what was said', async () => {
  const user = userEvent.setup();
  let refused = true;
  const api = aServer(anInitiative(), {
    'initiatives.file': () => {
      if (refused) {
        refused = false;
        throw serverRefusal(400, 'ownerRef: the group is gone');
      }
      return anInitiative();
    },
  });
  open(`/new?service=${CHECKOUT}&kpi=${RESOLVE.key}`, api);
  const form = await screen.findByRole('form', {
    name: 'File an initiative',
  });
  expect(await screen.findByText('of 64 counted')).toBeVisible();
  expect(screen.getByText('It was 18 h.')).toBeVisible();

  const file = screen.getByRole('button', { name: /^File initiative/ });
  await user.click(file);
  expect(form).toHaveTextContent('Say what should be better');
  await user.type(
    screen.getByRole('textbox', { name: /^What should be better/ }),
    'Sooner',
  );
  const target = screen.getByRole('textbox', { name: /^Target/ });
  await user.type(target, '30');
  expect(form).toHaveTextContent(/The baseline is as good as this already/);
  await user.click(file);
  expect(sent(api, 'initiatives.file')).toEqual([]);
  await user.clear(target);
  await user.type(target, '7.5');
  await user.click(file);
  // What was refused stands in the form, and nothing of it is lost.
  expect(await screen.findByText(/the group is gone/)).toBeVisible();
  await user.click(file);
  await waitFor(() => expect(sent(api, 'initiatives.file')).toHaveLength(2));
  expect(sent(api, 'initiatives.file')[1]).toMatchObject({
    title: 'Sooner',
    serviceRef: CHECKOUT,
    kpi: RESOLVE.key,
    target: 7.5 * HOUR,
    measureEvery: 'month',
    watchDays: 90,
    baselineFrom: expect.stringMatching(/-01T00:00:00.000Z$/),
  });
  expect(
    await screen.findByRole('heading', { name: /Payments work again sooner/ }),
  ).toBeVisible();
});

describe('what is written of a target', () => {
  it('is read in the unit of the number, and written back the same', () => {
    expect(readTarget('7,5', 'h')).toBe(7.5 * HOUR);
    expect(readTarget('12.3', 'percent')).toBe(0.123);
    expect(readTarget('much', 'plain')).toBeUndefined();
    expect(readTarget(' ', 'plain')).toBeUndefined();
    for (const unit of ['min', 'h', 'd', 'percent', 'plain'] as const)
      expect(
        readTarget(writeTarget(readTarget('12.5', unit)!, unit), unit),
      ).toBe(readTarget('12.5', unit));
    expect(unitLike(90 * 60_000, 'duration')).toBe('min');
    expect(unitLike(30 * HOUR, 'duration')).toBe('h');
    expect(unitLike(300 * HOUR, 'duration')).toBe('d');
  });

  it('stands against whole months in the zone of the numbers', () => {
    const context = { zone: 'Europe/Vienna', now: Date.UTC(2026, 9, 20) };
    expect(baselineOf(emptyMeasure(), context)).toEqual({
      from: '2026-06-30T22:00:00.000Z',
      to: '2026-09-30T22:00:00.000Z',
    });
    const own = {
      baseline: 'own',
      from: '2026-03-01',
      to: '2026-03-31',
    } as const;
    expect(baselineOf(emptyMeasure(own), context)).toEqual({
      from: '2026-02-28T23:00:00.000Z',
      to: '2026-03-31T22:00:00.000Z',
    });
    expect(
      baselineOf(emptyMeasure({ ...own, to: '2026-02-01' }), context),
    ).toBeUndefined();
    // The direction is said only where the number does not.
    const form = emptyMeasure({ kpi: RESOLVE.key, direction: 'up' });
    expect(measureToSend(form, context, RESOLVE as never)).toMatchObject({
      direction: undefined,
    });
  });

  it('is so much of the way', () => {
    const at = (currentValue?: number) =>
      progressOf({ baselineValue: 20, target: 10, currentValue });
    expect([at(20), at(15), at(10), at(4), at(30), at()]).toEqual([
      0,
      0.5,
      1,
      1,
      0,
      undefined,
    ]);
  });
});
