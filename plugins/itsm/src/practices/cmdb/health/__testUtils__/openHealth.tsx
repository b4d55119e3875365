import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import type { FakeItsmApi } from '../../../../testing/fakeItsmApi';
import { cmdbRouteRef } from '../../routes';
import { healthRoutes } from '../healthRoutes';

let search = '';
function Address() {
  search = useLocation().search;
  return null;
}

/** What the address says, past its path. */
export const address = () => new URLSearchParams(search);

function show(element: ReactElement, path: string, api: FakeItsmApi) {
  getItsmQueryClient().clear();
  window.sessionStorage.clear();
  window.localStorage.clear();
  return renderInTestApp(
    <ItsmQueryProvider>
      <Suspense fallback={null}>{element}</Suspense>
      <Address />
    </ItsmQueryProvider>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/itsm/cmdb': cmdbRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
      apis: [
        [itsmApiRef, api],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
      ] as never,
    },
  );
}

/** Opens a page of CMDB health, in a browser that remembers nothing. */
export function openHealth(path: string, api: FakeItsmApi) {
  return show(
    <Routes>
      <Route path="/itsm/cmdb">{healthRoutes}</Route>
    </Routes>,
    `/itsm/cmdb/${path}`,
    api,
  );
}

/** Shows something on the page of the server db-01. */
export function onServer(element: ReactElement, api: FakeItsmApi) {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'db-01', namespace: 'default' },
  };
  return show(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    '/',
    api,
  );
}
