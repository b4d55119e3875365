import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type {
  Alignment,
  BusinessObjective,
  KeyResult,
  KeyResults,
  StrategyPage,
  Trend,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { PortfolioPage } from '../PortfolioPage';
import {
  alignmentRouteRef,
  newObjectiveRouteRef,
  objectiveRouteRef,
  portfolioRouteRef,
  strategyRouteRef,
  trendRouteRef,
  trendsRouteRef,
} from '../routes';
import { strategyExtensions } from './extensions';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    strategy: strategyRouteRef,
    newObjective: newObjectiveRouteRef,
    objective: objectiveRouteRef,
    alignment: alignmentRouteRef,
    trends: trendsRouteRef,
    trend: trendRouteRef,
  },
  extensions: [
    queryWrapper(),
    ...strategyExtensions,
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
const refs = {
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
  'user:default/rita': { title: 'Rita', kind: 'user', dangling: false },
};
const viewer = {
  standing: ['worker' as const],
  canUpdate: true,
  canEdit: true,
  seesInternal: true,
  watches: false,
  transitions: [],
};
const common = {
  visibility: 'internal' as const,
  version: 4,
  createdAt: AT,
  updatedAt: AT,
  ownerRef: PAYMENTS,
  participants: [],
  refs,
  viewer,
};

const anObjective = (changes: object = {}) =>
  ({
    ...common,
    id: '0190f3d4-0000-7000-8000-000000000001',
    number: 'OBJ-1',
    type: 'business-objective',
    title: 'Customers pay at the first try',
    intent: 'Fewer calls. <img src=x onerror="alert(1)">',
    status: 'active',
    statusCategory: 'open',
    theme: 'trust',
    themeTitle: 'Trust',
    keyResults: 1,
    progress: 0.5,
    confidence: 'at-risk',
    ...changes,
  } as BusinessObjective);

const aKeyResult = (changes: object = {}): KeyResult => ({
  id: '0190f3d4-0000-7000-8000-00000000000a',
  title: 'Payments that work at once',
  unit: '%',
  start: 90,
  target: 98,
  direction: 'up',
  current: 94,
  currentAt: AT,
  progress: 0.5,
  confidence: 'at-risk',
  measuredBy: 'manual',
  version: 2,
  canCheckIn: true,
  history: [
    { id: 'v', at: AT, value: 94, progress: 0.5, byRef: 'user:default/rita' },
  ],
  ...changes,
});
const keyResults = (...items: KeyResult[]): KeyResults => ({
  items,
  progress: 0.5,
  parts: [],
  otherParts: 0,
  elapsed: 0.8,
  canEdit: true,
  refs,
});

const STRATEGY: StrategyPage = {
  strategy: {
    title: 'Strategy 2028',
    vision: 'Everybody finds their stars.',
    themes: [{ key: 'trust', title: 'Trust' }],
  },
  version: 3,
  source: 'portal',
  themes: [{ theme: 'trust', title: 'Trust', objectives: 1, progress: 0.5 }],
};

const serving = (direct: number, through: number) => ({ direct, through });
const ALIGNMENT: Alignment = {
  days: 90,
  objectives: [
    {
      id: 'o1',
      number: 'OBJ-1',
      title: 'Customers pay at the first try',
      statusLabel: 'Active',
      statusCategory: 'open',
      progress: 0.5,
      serving: {
        service: serving(1, 0),
        demand: serving(0, 0),
        change: serving(0, 5),
        initiative: serving(2, 1),
      },
    },
    {
      id: 'o2',
      number: 'OBJ-2',
      title: 'Nobody works on it',
      statusLabel: 'Draft',
      statusCategory: 'draft',
      serving: {
        service: serving(0, 0),
        demand: serving(0, 0),
        change: serving(0, 0),
        initiative: serving(0, 0),
      },
    },
  ],
  more: false,
  totals: {
    service: { all: 4, none: 1 },
    demand: { all: 2, none: 2 },
    change: { all: 9, none: 3 },
    initiative: { all: 3, none: 0 },
  },
};

const aTrend = (changes: object = {}) =>
  ({
    ...common,
    id: '0190f3d4-0000-7000-8000-00000000000b',
    number: 'TRD-1',
    type: 'trend',
    title: 'People pay with their phone',
    what: 'Every third one does.',
    status: 'watching',
    statusCategory: 'open',
    trendImpact: 'opportunity',
    trendHorizon: 'next',
    trendConfidence: 'low',
    reviewEvery: 90,
    reviewAt: '2020-01-01T00:00:00.000Z',
    ...changes,
  } as Trend);

/** A change that serves something, or nothing. */
const aServing = (n: number) => ({
  ...{ id: `r${n}`, type: 'change', number: `CHG-${n}`, createdAt: AT },
  ...{ status: 'draft', statusCategory: 'draft', statusLabel: 'Draft' },
  title: `Change ${n}`,
});

const NONE = { items: [], pageInfo: {}, refs: {} };
const anApi = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
  new FakeItsmApi({
    'businessObjectives.strategy': () => STRATEGY,
    'businessObjectives.list': () => ({
      ...NONE,
      items: [anObjective()],
      refs,
    }),
    'businessObjectives.get': () => anObjective(),
    'businessObjectives.keyResults': () => keyResults(aKeyResult()),
    'alignment.matrix': () => ALIGNMENT,
    'alignment.records': () => NONE,
    'trends.list': () => ({ ...NONE, items: [aTrend()], refs }),
    'trends.get': () => aTrend(),
    'trends.evidence': () => ({ items: [], canEdit: true, refs }),
    ...answers,
  });
const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);
const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);

/** At once: key by key takes seconds. */
async function write(
  user: ReturnType<typeof userEvent.setup>,
  field: HTMLElement,
  text: string,
) {
  await user.click(field);
  await user.paste(text);
}

beforeEach(inANewBrowser);

describe('strategy', () => {
  it('begins with the vision, says how far its themes are, and lists objectives', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'definitions.get': () => ({ version: 3 }),
      'definitions.write': () => ({ version: 4 }),
    });
    open('strategy', api);
    expect(
      await screen.findByText('Everybody finds their stars.'),
    ).toBeVisible();
    const themes = screen.getByRole('list', { name: 'Themes' });
    expect(themes).toHaveTextContent('Trust');
    expect(themes).toHaveTextContent('1 active objective');
    expect(themes).toHaveTextContent('50 %');
    expect(
      await screen.findByRole('link', {
        name: 'Customers pay at the first try',
      }),
    ).toHaveAttribute('href', '/itsm/portfolio/strategy/objectives/OBJ-1');
    // What is written is based on the version that is shown.
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    const themesField = await screen.findByLabelText(/^Themes, one a line/);
    await write(user, themesField, '\nReach: more people find us');
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'definitions.write')[0]).toMatchObject({
        ifMatch: 3,
        body: {
          body: {
            vision: 'Everybody finds their stars.',
            themes: [
              { key: 'trust', title: 'Trust' },
              {
                key: 'reach',
                title: 'Reach',
                description: 'more people find us',
              },
            ],
          },
        },
      }),
    );
  });

  it('asks for what an objective needs before anything is sent', async () => {
    const user = userEvent.setup();
    const api = anApi();
    open('strategy/objectives/new', api);
    await screen.findByLabelText(/^What do we want to reach\?/);
    await user.click(
      screen.getByRole('button', { name: /^Add the objective/ }),
    );
    expect(
      await screen.findByText('Enter what we want to reach.'),
    ).toBeVisible();
    expect(screen.getByText('Choose the owner group.')).toBeVisible();
    expect(asked(api, 'businessObjectives.file')).toEqual([]);
  });
});

describe('an objective', () => {
  it('says how far it is by key results, and takes a value with what is behind it', async () => {
    const user = userEvent.setup();
    let current = 94;
    const api = anApi({
      'businessObjectives.keyResults': () => ({
        ...keyResults(aKeyResult()),
        parts: [
          {
            ...{ number: 'OBJ-7', title: 'Refunds are quick' },
            ...{ statusLabel: 'Active', progress: 0.25 },
          },
        ],
        otherParts: 2,
      }),
      'alignment.records': ({ query }: any) => ({
        ...NONE,
        items: [1, 2, 3, 4, 5, 6, 7].slice(0, query.limit).map(aServing),
        pageInfo: query.limit < 7 ? { nextCursor: 'more' } : {},
      }),
      'businessObjectives.checkIn': ({ body }: any) => {
        current = body.value;
        return keyResults(aKeyResult({ current, progress: 0.75 }));
      },
    });
    open('strategy/objectives/OBJ-1', api);
    const section = await screen.findByRole('region', { name: 'Key results' });
    expect(
      await within(section).findByText('Payments that work at once'),
    ).toBeVisible();
    expect(section).toHaveTextContent('now 94 %');
    expect(section).toHaveTextContent('from 90 % to 98 %');
    expect(section).toHaveTextContent('At risk');
    // And by what is part of it.
    const part = within(section)
      .getByRole('link', { name: 'OBJ-7 Refunds are quick' })
      .closest('li');
    expect(part).toHaveTextContent('25 %');
    expect(section).toHaveTextContent('2 more count that are not shown here');
    // What was written is shown, and not run.
    expect(document.querySelector('img[src="x"]')).toBeNull();
    await user.click(within(section).getByRole('button', { name: 'Check in' }));
    const dialog = await screen.findByRole('dialog');
    const save = within(dialog).getByRole('button', { name: /^Check in/ });
    await user.click(save);
    expect(within(dialog).getByText('Enter a number.')).toBeVisible();
    await write(user, within(dialog).getByLabelText(/^Value/), '96');
    await write(
      user,
      within(dialog).getByLabelText(/^Comment \(optional/),
      'The time-outs.',
    );
    await user.click(save);
    await waitFor(() =>
      expect(asked(api, 'businessObjectives.checkIn')[0].body).toEqual({
        value: 96,
        confidence: 'at-risk',
        note: 'The time-outs.',
      }),
    );
    expect(await within(section).findByText('now 96 %')).toBeVisible();
    // What serves it is a few rows until somebody asks for all.
    const served = screen.getByRole('region', { name: 'What serves it' });
    expect(await within(served).findAllByRole('row')).toHaveLength(1 + 5);
    await user.click(within(served).getByRole('button', { name: 'Show all' }));
    expect(await within(served).findByText(/CHG-7/)).toBeVisible();
  });

  it('takes key results whose target is better than their start', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'businessObjectives.keyResults': () => keyResults(),
      'businessObjectives.addKeyResult': () => keyResults(aKeyResult()),
      'kpis.list': () => ({ items: [], zone: 'UTC', refs: {} }),
    });
    open('strategy/objectives/OBJ-1', api);
    await user.click(
      await screen.findByRole('button', { name: 'Add a key result' }),
    );
    const dialog = await screen.findByRole('dialog');
    const field = (name: RegExp) => within(dialog).getByLabelText(name);
    await write(user, field(/^Key result/), 'More orders');
    await write(user, field(/^Start/), '20');
    await write(user, field(/^Target/), '10');
    const save = within(dialog).getByRole('button', { name: /^Save/ });
    await user.click(save);
    expect(
      within(dialog).getByText(/The target must be better than the start/),
    ).toBeVisible();
    expect(asked(api, 'businessObjectives.addKeyResult')).toEqual([]);
    await user.clear(field(/^Target/));
    await write(user, field(/^Target/), '40');
    await user.click(save);
    await waitFor(() =>
      expect(asked(api, 'businessObjectives.addKeyResult')[0].body).toEqual({
        title: 'More orders',
        start: 20,
        target: 40,
        direction: 'up',
      }),
    );
  });
});

describe('alignment', () => {
  it('counts what serves each objective, and lists what serves none, page by page', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'alignment.records': ({ query }: any) =>
        query.cursor
          ? { ...NONE, items: [aServing(2)] }
          : {
              ...NONE,
              items: [aServing(1)],
              pageInfo: { nextCursor: 'more' },
            },
    });
    open('strategy/alignment', api);
    const chart = await screen.findByRole('figure', {
      name: 'Which objectives are served by what?',
    });
    expect(chart).toHaveTextContent(
      '1 of 2 objectives are served by nothing that you may read.',
    );
    expect(
      within(chart).getByLabelText('2 themselves, 1 through their service'),
    ).toHaveTextContent('2 + 1');
    const none = screen.getByRole('region', { name: 'What serves none' });
    expect(none).toHaveTextContent('Changes 3 of 9');
    expect(await within(none).findByText(/CHG-1 Change 1/)).toBeVisible();
    await user.click(within(none).getByRole('button', { name: 'Show more' }));
    expect(await within(none).findByText(/CHG-2 Change 2/)).toBeVisible();
    expect(within(none).getByText(/CHG-1 Change 1/)).toBeVisible();
    // What serves one is asked for by its number, and kept in the address.
    await user.click(
      within(chart).getByRole('button', { name: 'Show what serves OBJ-1' }),
    );
    const chosen = await screen.findByRole('region', {
      name: 'What serves OBJ-1',
    });
    expect(document.activeElement).toContainElement(chosen);
    await waitFor(() =>
      expect(asked(api, 'alignment.records').pop()!.query).toMatchObject({
        objective: 'OBJ-1',
      }),
    );
  });
});

describe('trends', () => {
  it('stand where and when they matter, and say when a review is overdue', async () => {
    open('trends', anApi());
    const cell = await screen.findByRole('group', {
      name: 'Opportunity, Next',
    });
    expect(
      within(cell).getByRole('link', { name: 'People pay with their phone' }),
    ).toHaveAttribute('href', '/itsm/portfolio/trends/TRD-1');
    expect(
      screen.getByRole('group', { name: 'Threat, Now' }),
    ).toHaveTextContent('Nothing');
    expect(await screen.findByText('overdue')).toBeVisible();
  });

  it('are known by evidence, and reviewed by a button', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'trends.review': () => aTrend({ reviewAt: '2099-01-01T00:00:00.000Z' }),
      'trends.addEvidence': ({ body }: any) => ({
        items: [{ id: 'e', at: AT, byRef: 'user:default/rita', ...body }],
        canEdit: true,
        refs,
      }),
    });
    open('trends/TRD-1', api);
    await user.click(
      await screen.findByRole('button', { name: 'It still holds' }),
    );
    await waitFor(() =>
      expect(asked(api, 'trends.review')[0]).toMatchObject({ ifMatch: 4 }),
    );
    await waitFor(() => expect(screen.queryByText('overdue')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Add evidence' }));
    const section = screen.getByRole('region', { name: 'Evidence' });
    await user.click(within(section).getByRole('button', { name: 'Add' }));
    expect(within(section).getByText('Say what it says.')).toBeVisible();
    const field = (name: RegExp) => within(section).getByLabelText(name);
    await write(user, field(/^What it says/), 'A study');
    await write(user, field(/^Where to read it/), 'https://example.org/a');
    await user.click(within(section).getByRole('button', { name: 'Add' }));
    expect(
      await within(section).findByRole('link', { name: /example.org/ }),
    ).toHaveAttribute('href', 'https://example.org/a');
    expect(within(section).getByText('A study')).toBeVisible();
  });
});
