import '../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import { queryWrapper } from '../../queryWrapper';
import { FakeItsmApi } from '../../testing/fakeItsmApi';
import { PortfolioPage } from './PortfolioPage';
import {
  costImportRouteRef,
  costsRouteRef,
  demandsRouteRef,
  newDemandRouteRef,
  newObjectiveRouteRef,
  newRiskRouteRef,
  portfolioRouteRef,
  risksRouteRef,
  strategyRouteRef,
} from './routes';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    strategy: strategyRouteRef,
    newObjective: newObjectiveRouteRef,
    risks: risksRouteRef,
    newRisk: newRiskRouteRef,
    demands: demandsRouteRef,
    newDemand: newDemandRouteRef,
    costs: costsRouteRef,
    costImport: costImportRouteRef,
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

const NONE = { items: [], pageInfo: {}, refs: {} };

/**
 * Opens a page as somebody who may do everything but what is named so. What somebody may is remembered from story
 * to story, as on a page: what is left out here is left out in all of them.
 */
function openWithout(names: RegExp, path: string) {
  const api = new FakeItsmApi({
    'business-objectives.strategy': () => ({ themes: [] }),
    'risks.list': () => NONE,
    'risk-candidates.list': () => ({
      ...NONE,
      skipped: [],
      viewer: { canLook: false },
    }),
  });
  const permissions = mockApis.permission({
    authorize: ({ permission }) =>
      (names.test(permission.name) ? 'DENY' : 'ALLOW') as never,
  });
  openPage(`/itsm/portfolio/${path}`, api, [pages], permissions);
}

beforeEach(inANewBrowser);

describe('a form that is opened by its address', () => {
  it.each([
    {
      path: 'strategy/objectives/new',
      title: 'You may not add business objectives',
      who: /itsm\.business-objective\.create/,
      back: ['All business objectives', '/itsm/portfolio/strategy'],
    },
    {
      path: 'risks/new',
      title: 'You may not add risks to the register',
      who: /itsm\.risk\.create/,
      back: ['All risks', '/itsm/portfolio/risks'],
    },
    {
      path: 'demand/new',
      title: 'You may not file needs',
      who: /itsm\.demand\.create/,
      back: ['All needs', '/itsm/portfolio/demand'],
    },
    {
      path: 'costs/import',
      title: 'You may not import costs and budgets',
      who: /itsm\.cost\.update/,
      back: ['All costs', '/itsm/portfolio/costs'],
    },
  ])(
    'says to whoever may not send it that they may not, who may, and leads back: $path',
    async ({ path, title, who, back: [name, href] }) => {
      openWithout(/\.create$|cost\.update$/, path);
      expect(await screen.findByText(title)).toBeVisible();
      expect(screen.getByText(who)).toBeVisible();
      expect(screen.getByRole('link', { name })).toHaveAttribute('href', href);
      expect(screen.queryByRole('textbox')).toBeNull();
    },
  );
});

describe('what the data say of risks', () => {
  it.each([
    ['is not offered to whoever can put nothing into the register', '', 2],
    ['shows whoever is sent there where they are', '?look=candidates', 3],
  ])('%s', async (_, query, looks) => {
    openWithout(/^itsm\.risk\.create$/, `risks${query}`);
    const ways = await screen.findByRole('radiogroup', {
      name: 'How to look at it',
    });
    await waitFor(() =>
      expect(
        within(ways)
          .getAllByRole('radio')
          .map(({ textContent }) => textContent),
      ).toEqual(['List', 'Heat map', 'From the data'].slice(0, looks)),
    );
  });
});
