import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { ReactElement } from 'react';
import {
  objectiveRouteRef,
  portfolioRouteRef,
} from '../practices/portfolio/routes';
import { queryWrapper } from '../queryWrapper';
import type { FakeItsmApi } from '../testing/fakeItsmApi';
import { openPage } from './openPage';

/** Opens a page of the portfolio with one part of a page and nothing else on it. */
export function openPart(part: ReactElement, api: FakeItsmApi) {
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
          loader: async () => part,
        },
      }),
    ],
  });
  openPage('/itsm/portfolio', api, [pages]);
}
