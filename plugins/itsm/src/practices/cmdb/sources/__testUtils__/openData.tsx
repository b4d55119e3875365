import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import { Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import type { FakeItsmApi } from '../../../../testing/fakeItsmApi';
import { cmdbRouteRef } from '../../routes';
import { dataRoutes } from '../dataRoutes';

/** Opens a page of what is not in Git, in a browser that remembers nothing. */
export function openData(path: string, api: FakeItsmApi) {
  getItsmQueryClient().clear();
  window.sessionStorage.clear();
  return renderInTestApp(
    <ItsmQueryProvider>
      <Suspense fallback={null}>
        <Routes>
          <Route path="/itsm/cmdb">{dataRoutes}</Route>
        </Routes>
      </Suspense>
    </ItsmQueryProvider>,
    {
      initialRouteEntries: [`/itsm/cmdb/${path}`],
      mountedRoutes: {
        '/itsm/cmdb': cmdbRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
      apis: [
        [itsmApiRef, api],
        [permissionApiRef, mockApis.permission()],
      ] as never,
    },
  );
}
