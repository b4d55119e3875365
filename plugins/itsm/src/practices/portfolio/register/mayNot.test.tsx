import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { cleanup, screen } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { PortfolioPage } from '../PortfolioPage';
import {
  managedServicesRouteRef,
  newServiceRouteRef,
  portfolioRouteRef,
  servicesRouteRef,
} from '../routes';
import { ServicesPage } from '../ServicesPage';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    newService: newServiceRouteRef,
    services: servicesRouteRef,
    managed: managedServicesRouteRef,
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
    SubPageBlueprint.make({
      name: 'services',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'services',
        title: 'Services',
        routeRef: servicesRouteRef,
        loader: async () => <ServicesPage />,
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

it('the ways to other pages stand as they did the last time until it is known who may see them', async () => {
  const unanswered = { authorize: () => new Promise(() => {}) };
  const opened = async (path: string, title: string) => {
    openPage(`/itsm/${path}`, new FakeItsmApi({}), [pages], unanswered);
    await screen.findByRole('heading', { level: 1, name: title });
    const ways = ['Service portfolio', 'Services'].filter(name =>
      screen.queryByRole('navigation', { name }),
    );
    cleanup();
    return ways;
  };
  window.localStorage.clear();
  // Who never was here: the portfolio is for those who work on it, the catalogue for everybody.
  expect(await opened('portfolio/demand', 'Demand')).toHaveLength(1);
  expect(await opened('services', 'Services')).toEqual([]);
  window.localStorage.setItem('itsm.may.itsm.cost.read', 'no');
  window.localStorage.setItem('itsm.may.itsm.kpi.read', 'yes');
  expect(await opened('portfolio/demand', 'Demand')).toEqual([]);
  expect(await opened('services', 'Services')).toHaveLength(1);
});
