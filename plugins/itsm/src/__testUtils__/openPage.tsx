import type { FrontendFeature } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { getItsmQueryClient, itsmApiRef } from '@callboard/plugin-itsm-react';
import { itsmPlugin } from '../core/plugin';
import incidentsPlugin from '../practices/incidents/plugin';
import type { FakeItsmApi } from '../testing/fakeItsmApi';

/** Opens an address of the portal with all pages of incidents in it, and what else is switched on. */
export function openPage(
  path: string,
  api: FakeItsmApi,
  others: FrontendFeature[] = [],
  /** Who may what, if not everybody everything. */
  permissions: unknown = mockApis.permission(),
) {
  // What was answered to a page that was open before is not in the memory of this one.
  getItsmQueryClient().clear();
  renderTestApp({
    features: [itsmPlugin, incidentsPlugin, ...others],
    initialRouteEntries: [path],
    apis: [
      [itsmApiRef, api],
      [catalogApiRef, catalogApiMock()],
      [permissionApiRef, permissions],
    ] as never,
  });
}

/** What every test of a page begins from: nothing remembered in this browser. */
export function inANewBrowser() {
  getItsmQueryClient().clear();
  window.sessionStorage.clear();
  window.localStorage.clear();
}
