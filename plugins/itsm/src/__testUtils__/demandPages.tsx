import './desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  demandScore,
  USUAL_DEMAND_WEIGHTS,
} from '@callboard/plugin-itsm-common';
import type { Demand, DemandSettings } from '@callboard/plugin-itsm-common';
import { demandExtensions } from '../practices/portfolio/demand/extensions';
import { PortfolioPage } from '../practices/portfolio/PortfolioPage';
import {
  demandRouteRef,
  demandsRouteRef,
  newDemandRouteRef,
  portfolioRouteRef,
} from '../practices/portfolio/routes';
import { queryWrapper } from '../queryWrapper';
import { FakeItsmApi } from '../testing/fakeItsmApi';
import { inANewBrowser, openPage } from './openPage';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    demands: demandsRouteRef,
    newDemand: newDemandRouteRef,
    demand: demandRouteRef,
  },
  extensions: [
    queryWrapper(),
    ...demandExtensions,
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
export const refs = {
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
  'user:default/rita': { title: 'Rita', kind: 'user', dangling: false },
};

export const aDemand = (changes: object = {}): Demand => {
  const demand: any = {
    id: '0190f3d4-0000-7000-8000-000000000001',
    number: 'DEM-1',
    type: 'demand',
    title: 'Pay by invoice',
    whoFor: 'Schools and councils',
    why: 'They may not pay by card. <script>alert(1)</script>',
    status: 'assessing',
    statusCategory: 'open',
    visibility: 'internal',
    version: 4,
    createdAt: AT,
    updatedAt: AT,
    ownerRef: PAYMENTS,
    requesterRef: 'user:default/rita',
    valueScore: 5,
    valueReason: 'A fifth of all orders.',
    points: 14,
    voters: 3,
    myPoints: 2,
    mayGive: 5,
    voices: [
      { label: 'Customers', weight: 3, people: 1, points: 4 },
      { label: 'Everybody else', weight: 1, people: 2, points: 2 },
    ],
    outcomes: [],
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
  };
  const { valueScore, costScore, riskScore, fitScore } = demand;
  return {
    ...demand,
    score: demandScore(
      {
        value: valueScore,
        cost: costScore,
        risk: riskScore,
        fit: fitScore,
      },
      demand.points,
      USUAL_DEMAND_WEIGHTS,
    ),
  };
};

export const assessed = { costScore: 4, riskScore: 3, fitScore: 3 };

const { fullVotes, ...weights } = USUAL_DEMAND_WEIGHTS;
export const SETTINGS: DemandSettings = {
  votes: {
    budget: 10,
    most: 5,
    weights: [],
    usualLabel: 'Everybody else',
  },
  score: { name: 'As usual', weights, fullVotes },
  mine: {
    weight: 1,
    label: 'Everybody else',
    given: 6,
    left: 4,
    on: [
      { number: 'DEM-9', title: 'Dark mode', status: 'deferred', points: 4 },
      { points: 2 },
    ],
  },
  becomes: ['service', 'change', 'initiative'],
};

export const NONE = { items: [], pageInfo: {}, refs: {} };

export const anApi = (
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
) =>
  new FakeItsmApi({
    'demand.list': () => ({ ...NONE, items: [aDemand(assessed)], refs }),
    'demand.get': () => aDemand(),
    'demand.settings': () => SETTINGS,
    'records.similar': () => NONE,
    ...answers,
  });

export const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);
export const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);

beforeEach(inANewBrowser);
