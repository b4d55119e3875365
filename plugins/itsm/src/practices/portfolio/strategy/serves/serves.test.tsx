import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../../__testUtils__/openPage';
import { queryWrapper } from '../../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../../testing/fakeItsmApi';
import { objectiveRouteRef, portfolioRouteRef } from '../../routes';
import { Serves } from './Serves';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: { root: portfolioRouteRef, objective: objectiveRouteRef },
  extensions: [
    queryWrapper(),
    SubPageBlueprint.make({
      name: 'portfolio',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'portfolio',
        title: 'Portfolio',
        routeRef: portfolioRouteRef,
        loader: async () => (
          <>
            <p>The record</p>
            <Serves type="service" number="SVC-7" />
          </>
        ),
      },
    }),
  ],
});

describe('what a record serves', () => {
  beforeEach(inANewBrowser);

  it('is asked for again where it could not be read: that is not that it serves nothing', async () => {
    let fails = true;
    const served = () => {
      if (fails) throw serverRefusal(400, 'The question was not understood');
      const objective = { id: 'o', number: 'OBJ-1', title: 'Pay at once' };
      return {
        direct: [{ ...objective, statusLabel: 'Active', linkId: 'l' }],
        through: [],
        canEdit: false,
      };
    };
    openPage(
      '/itsm/portfolio',
      new FakeItsmApi({ 'alignment.served': served }),
      [pages],
    );
    const serves = await screen.findByRole('region', { name: 'Serves' });
    expect(serves).toHaveTextContent('The question was not understood');
    fails = false;
    await userEvent.click(
      within(serves).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('link', { name: 'OBJ-1 Pay at once' }),
    ).toHaveAttribute('href', '/itsm/portfolio/strategy/objectives/OBJ-1');
  });
});
