import '../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { openPage } from '../../__testUtils__/openPage';
import { FakeItsmApi } from '../../testing/fakeItsmApi';
import { RecordRedirect } from './RecordRedirect';
import {
  contractRouteRef,
  demandRouteRef,
  objectiveRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  riskRouteRef,
  supplierRouteRef,
  trendRouteRef,
} from './routes';

function Where() {
  const { pathname, search } = useLocation();
  return <p>{`at ${pathname}${search}`}</p>;
}

const plugin = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    portfolioService: portfolioServiceRouteRef,
    objective: objectiveRouteRef,
    trend: trendRouteRef,
    demand: demandRouteRef,
    supplier: supplierRouteRef,
    contract: contractRouteRef,
    risk: riskRouteRef,
  },
  extensions: [
    SubPageBlueprint.make({
      name: 'portfolio',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'portfolio',
        title: 'Portfolio',
        routeRef: portfolioRouteRef,
        loader: async () => (
          <Routes>
            <Route path=":number" element={<RecordRedirect />} />
            <Route path="*" element={<Where />} />
          </Routes>
        ),
      },
    }),
  ],
});

it.each([
  ['SVC-12', 'records/SVC-12'],
  ['OBJ-3', 'strategy/objectives/OBJ-3'],
  ['DEM-4', 'demand/DEM-4'],
  ['TRD-5', 'trends/TRD-5'],
  ['RSK-6', 'risks/RSK-6'],
  ['SUP-7', 'suppliers/SUP-7'],
  ['CTR-8', 'contracts/CTR-8'],
  ['svc-9?tab=design', 'records/SVC-9?tab=design'],
])('leads from what news tell, %s, to its page', async (told, page) => {
  openPage(`/itsm/portfolio/${told}`, new FakeItsmApi({}), [plugin]);
  expect(await screen.findByText(`at /itsm/portfolio/${page}`)).toBeVisible();
});

it.each(['INC-1', 'nowhere', 'OBJ-'])(
  'says that there is no page for %s',
  async told => {
    openPage(`/itsm/portfolio/${told}`, new FakeItsmApi({}), [plugin]);
    expect(
      await screen.findByText(/404|not found|could not find/i),
    ).toBeVisible();
  },
);
