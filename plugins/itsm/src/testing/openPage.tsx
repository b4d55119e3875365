import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { itsmApiRef } from '@callboard/plugin-itsm-react';
import { itsmPlugin } from '../core/plugin';
import incidentsPlugin from '../practices/incidents/plugin';
import type { FakeItsmApi } from './fakeItsmApi';

/** Opens an address of the portal with all pages of incidents in it. */
export function openPage(path: string, api: FakeItsmApi) {
  renderTestApp({
    features: [itsmPlugin, incidentsPlugin],
    initialRouteEntries: [path],
    apis: [
      [itsmApiRef, api],
      [catalogApiRef, catalogApiMock()],
    ] as never,
  });
}

/** What pages begin from: nothing remembered, as on a desk of at least 1024 px. */
export function onADesk() {
  window.sessionStorage.clear();
  window.localStorage.clear();
  // Every "at least this wide" holds.
  window.matchMedia = (query: string) =>
    ({
      matches: query.includes('min-width'),
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
    } as never);
}
