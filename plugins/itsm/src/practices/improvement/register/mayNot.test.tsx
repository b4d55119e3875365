import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { ImprovementPage } from '../ImprovementPage';
import {
  fileInitiativeRouteRef,
  improvementRouteRef,
  registerRouteRef,
} from '../routes';

const pages = createFrontendPlugin({
  pluginId: 'itsm-improvement',
  routes: {
    root: improvementRouteRef,
    register: registerRouteRef,
    file: fileInitiativeRouteRef,
  },
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

beforeEach(inANewBrowser);

it('whoever may not file initiatives reads so, and is led to a suggestion', async () => {
  const permissions = mockApis.permission({
    authorize: ({ permission }) =>
      (permission.name === 'itsm.initiative.create'
        ? 'DENY'
        : 'ALLOW') as never,
  });
  openPage(
    '/itsm/improvement/register/new',
    new FakeItsmApi({}),
    [pages],
    permissions,
  );
  expect(await screen.findByText('You may not file initiatives')).toBeVisible();
  expect(screen.getByText(/itsm\.initiative\.create/)).toBeVisible();
  expect(
    screen.getByRole('button', { name: 'Suggest something' }),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'All initiatives' })).toHaveAttribute(
    'href',
    '/itsm/improvement/register',
  );
  expect(screen.queryByRole('textbox')).toBeNull();
});
