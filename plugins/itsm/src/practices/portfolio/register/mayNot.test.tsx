import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { PortfolioPage } from '../PortfolioPage';
import { newServiceRouteRef, portfolioRouteRef } from '../routes';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: { root: portfolioRouteRef, newService: newServiceRouteRef },
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

/** Somebody who may read all of the portfolio and add nothing to it. */
const reader = mockApis.permission({
  authorize: ({ permission }) =>
    (permission.name === 'itsm.service.create' ? 'DENY' : 'ALLOW') as never,
});

beforeEach(inANewBrowser);

it('who may add no service is offered none, and the form says so, however it was opened', async () => {
  const api = new FakeItsmApi({
    'portfolioServices.settings': () => ({ currency: 'EUR', seesCosts: false }),
    'portfolioServices.list': () => ({ items: [], pageInfo: {}, refs: {} }),
  });
  openPage('/itsm/portfolio/records/new', api, [pages], reader);
  expect(
    await screen.findByText('You may not add services to the portfolio'),
  ).toBeVisible();
  expect(screen.queryByRole('form')).toBeNull();
});
