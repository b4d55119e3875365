import './desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { DESIGN_SECTIONS, SECTION_MOVES } from '@callboard/plugin-itsm-common';
import type {
  DesignPackage,
  DesignSection,
  Milestone,
  TransitionPlan,
} from '@callboard/plugin-itsm-common';
import { PortfolioPage } from '../practices/portfolio/PortfolioPage';
import {
  designRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  transitionRouteRef,
  transitionsRouteRef,
} from '../practices/portfolio/routes';
import { queryWrapper } from '../queryWrapper';
import { FakeItsmApi } from '../testing/fakeItsmApi';
import { openPage } from './openPage';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    service: portfolioServiceRouteRef,
    design: designRouteRef,
    transition: transitionRouteRef,
    transitions: transitionsRouteRef,
  },
  extensions: [
    queryWrapper(),
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

export const AT = '2026-03-01T12:00:00.000Z';
const REFS = {
  'user:default/maria': { title: 'Maria', kind: 'user', dangling: false },
  'user:default/tom': { title: 'Tom', kind: 'user', dangling: false },
};
const brief = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  number: 'SVC-7',
  title: 'Loyalty points',
  status: 'design',
  statusLabel: 'Design',
  statusCategory: 'open' as const,
};

const section = (
  key: DesignSection['key'],
  more: Partial<DesignSection> = {},
): DesignSection => {
  const { label, about, prompts } = DESIGN_SECTIONS.find(s => s.key === key)!;
  return {
    key,
    label,
    about,
    prompts: [...prompts],
    state: 'empty',
    evidence: [],
    facts: [],
    reviewDue: false,
    changed: [],
    version: 0,
    moves: [],
    ...more,
  };
};

const move = (
  name: (typeof SECTION_MOVES)[number]['value'],
  reason?: string,
) => ({
  name,
  label: SECTION_MOVES.find(({ value }) => value === name)!.label,
  allowed: reason === undefined,
  reason,
});

/** The design of a service, with security in review. */
export const aPackage = (more: Partial<DesignPackage> = {}): DesignPackage => ({
  ...brief,
  sections: DESIGN_SECTIONS.map(({ key }) =>
    key === 'security'
      ? section(key, {
          state: 'in-review',
          version: 3,
          body: 'We hold <script>alert(1)</script> **tokens**',
          authorRef: 'user:default/maria',
          writtenAt: AT,
          facts: [
            {
              label: 'Open risks',
              value: '3, the highest 16 of 25',
              fault: true,
            },
          ],
          evidence: [
            {
              id: 'e1',
              kind: 'link',
              url: 'https://docs.example/review',
              words: 'Review of February',
              addedByRef: 'user:default/maria',
              addedAt: AT,
            },
            {
              id: 'e2',
              kind: 'record',
              addedByRef: 'user:default/maria',
              addedAt: AT,
            },
          ],
          moves: [
            move(
              'accept',
              'You changed Security last; somebody else accepts it.',
            ),
            move('send-back'),
          ],
        })
      : section(key, { moves: [move('not-needed')] }),
  ),
  gates: [
    {
      gate: 'to-transition',
      label: 'Ready to be brought in',
      titles: ['Design is complete'],
      passes: false,
      missing: [
        {
          section: 'security',
          words: 'Security must be accepted; the section is in review.',
        },
      ],
      sections: ['security'],
      behind: false,
    },
    {
      gate: 'operate',
      label: 'Ready to be run',
      titles: ['Operation is ready'],
      passes: true,
      missing: [],
      sections: [],
      behind: false,
    },
  ],
  templates: [{ key: 'small', name: 'Small service' }],
  viewer: { canEdit: true },
  refs: REFS,
  ...more,
});

/** A milestone that is planned and keeps its plan. */
export const milestone = (
  id: string,
  title: string,
  more: Partial<Milestone> = {},
): Milestone => ({
  id,
  title,
  state: 'planned',
  plannedFrom: '2026-03-02T00:00:00.000Z',
  plannedTo: '2026-03-05T00:00:00.000Z',
  goLive: false,
  dependsOn: [],
  changes: [],
  hiddenChanges: 0,
  forecast: {
    from: '2026-03-02T00:00:00.000Z',
    to: '2026-03-05T00:00:00.000Z',
    slips: 0,
    slack: 2 * 86_400_000,
    critical: false,
    delays: [],
  },
  overdue: false,
  version: 4,
  ...more,
});

/** A plan that is late. */
export const aPlan = (more: Partial<TransitionPlan> = {}): TransitionPlan => ({
  ...brief,
  status: 'transition',
  milestones: [
    milestone('m1', 'Data moved', {
      ownerRef: 'user:default/tom',
      forecast: {
        from: '2026-03-02T00:00:00.000Z',
        to: '2026-03-08T00:00:00.000Z',
        slips: 3 * 86_400_000,
        slack: 0,
        critical: true,
        delays: ['m2'],
      },
      changes: [
        {
          id: 'c1',
          number: 'CHG-1042',
          title: 'Move the data',
          status: 'scheduled',
          statusLabel: 'Scheduled',
          statusCategory: 'open',
          plannedStart: '2026-03-04T08:00:00.000Z',
          plannedEnd: '2026-03-06T08:00:00.000Z',
          late: true,
        },
      ],
      hiddenChanges: 2,
    }),
    milestone('m2', 'Live', { goLive: true, dependsOn: ['m1'] }),
  ],
  end: '2026-03-09T00:00:00.000Z',
  plannedEnd: '2026-03-06T00:00:00.000Z',
  now: AT,
  viewer: { canEdit: true },
  refs: REFS,
  ...more,
});

/** The server, with some answers of its own. */
export const anApi = (
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
) =>
  new FakeItsmApi({
    'design.get': () => aPackage(),
    'transitions.get': () => aPlan(),
    'transitions.list': () => ({
      items: [aPlan()],
      pageInfo: { nextCursor: 'behind' },
      now: AT,
      refs: REFS,
    }),
    ...answers,
  });

/** The last request of a route, by its name. */
export const lastCall = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route).pop();

/** Opens a page of the portfolio. */
export const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);
