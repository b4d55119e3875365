import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type {
  ContinuityPage,
  RiskCandidate,
  RiskHeat,
  RiskRecord,
  ServiceContinuity,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { PortfolioPage } from '../PortfolioPage';
import {
  continuityRouteRef,
  newRiskRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  riskRouteRef,
  risksRouteRef,
} from '../routes';
import { risksExtensions } from './extensions';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    portfolioService: portfolioServiceRouteRef,
    risks: risksRouteRef,
    newRisk: newRiskRouteRef,
    risk: riskRouteRef,
    continuity: continuityRouteRef,
  },
  extensions: [
    queryWrapper(),
    ...risksExtensions,
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
const CART = 'component:default/cart';
const DB = 'resource:default/db';
const refs = {
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
  [CART]: { title: 'Cart', kind: 'component', dangling: false },
  [DB]: { title: 'Postgres', kind: 'resource', dangling: false },
};

const aRisk = (changes: object = {}): RiskRecord =>
  ({
    id: '0190f3d4-0000-7000-8000-000000000001',
    number: 'RSK-1',
    type: 'risk',
    title: 'The keys leak',
    status: 'watching',
    statusCategory: 'resolved',
    visibility: 'internal',
    version: 4,
    createdAt: AT,
    updatedAt: AT,
    serviceRef: CART,
    ownerRef: PAYMENTS,
    cause: 'They stand in builds. <script>alert(1)</script>',
    effect: 'Somebody charges cards.',
    likelihood: 4,
    impact: 5,
    score: 20,
    residualLikelihood: 2,
    residualImpact: 4,
    residualScore: 8,
    currentScore: 8,
    level: 'medium',
    treatment: 'reduce',
    treatmentPlan: 'Move them to the vault.',
    reviewEvery: 90,
    reviewAt: AT,
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
  } as unknown as RiskRecord);

const HEAT: RiskHeat = {
  before: [
    { likelihood: 4, impact: 5, count: 2 },
    { likelihood: 1, impact: 1, count: 1 },
  ],
  now: [
    { likelihood: 2, impact: 4, count: 2 },
    { likelihood: 1, impact: 1, count: 1 },
  ],
  unknown: 1,
  overdue: 2,
};

const aCandidate = (changes: object = {}): RiskCandidate =>
  ({
    id: '0190f3d4-0000-7000-8000-000000000009',
    finder: 'single-point',
    state: 'open',
    title: 'Postgres alone takes 4 services down',
    why: 'If Postgres fails, so do they.',
    remedy: 'Run more than one of it.',
    serviceRef: DB,
    ownerRef: PAYMENTS,
    likelihood: 2,
    impact: 5,
    facts: [{ label: 'Fails', value: 'Cart', ref: CART }],
    foundAt: AT,
    seenAt: AT,
    viewer: { canAccept: true, canDismiss: true, canRestore: false },
    ...changes,
  } as RiskCandidate);

const NONE = { items: [], pageInfo: {}, refs };
const anApi = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
  new FakeItsmApi({
    'risks.list': () => ({ ...NONE, items: [aRisk()] }),
    'risks.get': () => aRisk(),
    'risks.heat': () => HEAT,
    'risk-candidates.list': () => ({
      ...NONE,
      items: [aCandidate()],
      lookedAt: AT,
      skipped: [],
      viewer: { canLook: true },
    }),
    ...answers,
  });
const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);
const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);

beforeEach(inANewBrowser);

describe('the register', () => {
  it('lists the highest first, in words and shapes, and says what is overdue', async () => {
    const api = anApi();
    open('risks', api);
    const link = await screen.findByRole('link', { name: 'The keys leak' });
    expect(link).toHaveAttribute('href', '/itsm/portfolio/risks/RSK-1');
    const row = link.closest('tr, [role="row"]') as HTMLElement;
    expect(within(row).getByText('Medium · 8')).toBeVisible();
    expect(within(row).getByText('Reduce')).toBeVisible();
    expect(row).toHaveTextContent('⚠');
    expect(await screen.findByText('From the data')).toBeVisible();
    expect(asked(api, 'risks.list')[0].query).toMatchObject({
      category: ['draft', 'open', 'waiting', 'resolved'],
      sort: 'currentScore',
      order: 'desc',
    });
  });

  it('is a heat map whose fields lead to their risks, before treatment and now, with a table behind', async () => {
    const user = userEvent.setup();
    open('risks?look=heat', anApi());
    const map = await screen.findByRole('region', {
      name: 'How likely and how severe are the risks?',
    });
    expect(map).toHaveTextContent('1 risk is not analysed yet.');
    expect(map).toHaveTextContent('The reviews of 2 risks are overdue.');
    const now = within(map).getByRole('link', {
      name: '2 risks. Unlikely, Major: Medium, score 8',
    });
    const filter = new URL(
      now.getAttribute('href')!,
      'http://localhost/itsm',
    ).searchParams.get('filter');
    expect(JSON.parse(filter!).$any[0].$all[1]).toEqual({
      residualLikelihood: 2,
      residualImpact: 4,
    });
    await user.click(
      within(map).getByRole('radio', { name: 'Without treatment' }),
    );
    expect(
      within(map).getByRole('link', {
        name: '2 risks. Likely, Severe: Critical, score 20',
      }),
    ).toHaveAttribute('href', expect.stringContaining('likelihood'));
    await user.click(within(map).getByText('As a table'));
    expect(
      within(map).getByRole('row', { name: 'Likely Severe 20, Critical 2' }),
    ).toBeVisible();
  });

  it('shows what the data say, to be taken up with another score, or dismissed with a reason and taken back', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'risk-candidates.accept': () =>
        aCandidate({
          state: 'accepted',
          risk: {
            number: 'RSK-7',
            title: 'Postgres',
            statusLabel: 'Identified',
          },
        }),
      'risk-candidates.dismiss': () => aCandidate({ state: 'dismissed' }),
      'risk-candidates.restore': () => aCandidate(),
    });
    open('risks?look=candidates', api);
    const card = await screen.findByRole('region', {
      name: 'Postgres alone takes 4 services down',
    });
    expect(card).toHaveTextContent('High · 10');
    await user.click(
      within(card).getByRole('button', { name: 'Add to the register' }),
    );
    await user.click(screen.getByRole('button', { name: /^Add it(?! to)/ }));
    await waitFor(() =>
      expect(asked(api, 'risk-candidates.accept')[0].body).toEqual({
        likelihood: 2,
        impact: 5,
        ownerRef: PAYMENTS,
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Dismiss' }));
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /^Dismiss/ }));
    expect(
      await within(dialog).findByText(/Say why, so that nobody wonders/),
    ).toBeVisible();
    await user.type(
      within(dialog).getByLabelText(/^Why it is not a risk/),
      'There are two of it.',
    );
    await user.click(within(dialog).getByRole('button', { name: /^Dismiss/ }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(asked(api, 'risk-candidates.restore')).toHaveLength(1),
    );
    expect(asked(api, 'risk-candidates.dismiss')[0].body).toEqual({
      reason: 'There are two of it.',
    });
  });

  it('takes a risk in a sentence; how high it is can wait', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'risks.file': ({ body }: any) => {
        if (!body.ownerRef && !body.serviceRef)
          throw serverRefusal(400, 'ownerRef: name the group that answers');
        return aRisk();
      },
    });
    open(`risks/new?service=${CART}`, api);
    await user.click(
      await screen.findByRole('button', { name: /^Add the risk/ }),
    );
    expect(await screen.findByText('Say what could happen.')).toBeVisible();
    await user.type(
      screen.getByLabelText(/^What could happen/),
      'The keys leak',
    );
    await user.click(screen.getByRole('button', { name: /^Add the risk/ }));
    await waitFor(() =>
      expect(asked(api, 'risks.file')[0].body).toEqual({
        title: 'The keys leak',
        serviceRef: CART,
        reviewEvery: 90,
      }),
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'The keys leak' }),
    ).toBeVisible();
  });
});

describe('the page of a risk', () => {
  it('says what it is with and without treatment and which counts, and is reviewed', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'risks.review': () => aRisk({ residualImpact: 5, currentScore: 10 }),
    });
    open('risks/RSK-1', api);
    const scores = await screen.findByRole('table', {
      name: /^Likelihood times impact/,
    });
    expect(
      within(scores).getByRole('row', {
        name: 'With treatment · counts now Unlikely Major Medium · 8',
      }),
    ).toBeVisible();
    expect(document.querySelector('script')).toBeNull();
    // A number says what it means.
    expect(screen.getByText('4, likely')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.type(
      screen.getByLabelText('What you found'),
      'Two more can read them.',
    );
    await user.click(screen.getByRole('button', { name: /^Mark as reviewed/ }));
    await waitFor(() =>
      expect(asked(api, 'risks.review')[0]).toMatchObject({
        body: { note: 'Two more can read them.' },
        ifMatch: 4,
      }),
    );
    expect((await screen.findAllByText('High · 10')).length).toBeGreaterThan(0);
  });
});

describe('the page of a service of the portfolio', () => {
  const aService = (changes: object = {}) => ({
    ...aRisk(),
    number: 'SVC-7',
    type: 'service',
    title: 'Cart',
    status: 'operation',
    entityRef: CART,
    ...changes,
  });

  it('shows what could happen to it, the worst first, and leads to the form and to all', async () => {
    const api = anApi({
      'portfolioServices.get': () => aService(),
      'records.links': () => ({
        items: [
          {
            id: 'l',
            kind: 'relates-to',
            label: 'Relates to',
            record: {
              ...{ id: 'r', number: 'RSK-9', type: 'risk', title: 'A fire' },
              ...{ status: 'analysed', statusCategory: 'open' },
            },
          },
        ],
      }),
      'risks.list': () => ({ ...NONE, items: [aRisk()], total: 7 }),
    });
    open('records/SVC-7', api);
    const section = await screen.findByRole('region', { name: 'Risks' });
    expect(
      within(section).getByRole('link', { name: 'RSK-1 The keys leak' }),
    ).toHaveAttribute('href', '/itsm/portfolio/risks/RSK-1');
    expect(section).toHaveTextContent('Medium · 8');
    expect(
      within(section).getByRole('link', { name: 'All 7 open risks' }),
    ).toHaveAttribute(
      'href',
      `/itsm/portfolio/risks?service=${encodeURIComponent(CART)}`,
    );
    expect(
      within(section).getByRole('link', { name: 'Add a risk' }),
    ).toHaveAttribute(
      'href',
      `/itsm/portfolio/risks/new?service=${encodeURIComponent(CART)}`,
    );
    const { query } = asked(api, 'risks.list')[0];
    expect(query).toMatchObject({ sort: 'currentScore', order: 'desc' });
    expect(JSON.parse(String(query!.filter))).toEqual({
      $any: [{ serviceRef: CART }, { number: { $in: ['RSK-9'] } }],
    });
  });
});

describe('continuity', () => {
  const PLAN = {
    rtoMinutes: 60,
    rpoMinutes: 15,
    testEveryDays: 365,
    version: 2,
    updatedAt: AT,
  };
  const GAP = {
    kind: 'slow-dependency',
    words:
      'It needs Postgres, which is planned to be back after 4 h, 3 h later.',
    path: [CART, DB],
  } as const;
  const item = { ref: CART, tier: 'tier-1', plan: PLAN, gaps: [GAP] } as const;
  const PAGE = {
    ...NONE,
    items: [item],
    counts: {},
    total: 3,
    withGaps: 1,
    owners: [],
  } as unknown as ContinuityPage;
  const ONE = {
    ...item,
    steps: 'Restore it. <img src=x onerror=alert(1)>',
    tests: [
      {
        id: '0190f3d4-0000-7000-8000-000000000077',
        at: AT,
        kind: 'full',
        result: 'passed',
        rtoMinutes: 45,
        createdAt: AT,
      },
    ],
    dependencies: [{ ref: DB, rtoMinutes: 240 }],
    viewer: { canUpdate: true },
    refs,
  } as unknown as ServiceContinuity;

  it('lists services with the worst gap first, filtered in the address', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'continuity.list': () => PAGE,
      'continuity.get': () => ONE,
    });
    open('continuity?tier=tier-1', api);
    expect(await screen.findByText('1 of 3 services have a gap')).toBeVisible();
    expect(screen.getByText('Dependency recovers later')).toBeVisible();
    expect(screen.getByText('1 h')).toBeVisible();
    expect(asked(api, 'continuity.list')[0].query).toMatchObject({
      tier: ['tier-1'],
    });
    await user.click(screen.getByRole('link', { name: 'Cart' }));
    expect(await screen.findByText(GAP.words)).toBeVisible();
    expect(await screen.findByText('⚠ 4 h')).toBeVisible();
    expect(document.querySelector('img[onerror]')).toBeNull();
  });

  it('takes a plan and a test from whoever may write them, and says what is missing in the form', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'continuity.list': () => PAGE,
      'continuity.get': () => ONE,
      'continuity.write': () => ONE,
      'continuity.tests.add': () => ONE,
    });
    open(`continuity?service=${CART}`, api);
    await user.click(
      await screen.findByRole('button', { name: 'Change the plan' }),
    );
    const rto = screen.getByLabelText(/^Recovery time objective/);
    await user.clear(rto);
    await user.type(rto, '1.5');
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    expect(
      await screen.findByText('Enter whole minutes, from 0 to 525,600.'),
    ).toBeVisible();
    await user.clear(rto);
    await user.type(rto, '90');
    expect(screen.getByText('1 h 30 min')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'continuity.write')[0]).toMatchObject({
        params: { kind: 'component', namespace: 'default', name: 'cart' },
        body: { rtoMinutes: 90, rpoMinutes: 15, testEveryDays: 365 },
        ifMatch: 2,
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Record a test' }));
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    expect(
      await screen.findByText('Enter how many minutes it took.'),
    ).toBeVisible();
    expect(asked(api, 'continuity.tests.add')).toEqual([]);
  });

  it('says why somebody cannot write a plan', async () => {
    open(
      `continuity?service=${CART}`,
      anApi({
        'continuity.list': () => PAGE,
        'continuity.get': () => ({
          ...ONE,
          viewer: { canUpdate: false, reason: 'Ask the group that owns it.' },
        }),
      }),
    );
    expect(
      await screen.findByText('Ask the group that owns it.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Change the plan' }),
    ).toBeNull();
  });
});
