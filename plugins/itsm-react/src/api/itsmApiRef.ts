import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ItsmClient } from '@callboard/plugin-itsm-common';

/** Calls the routes of Callboard by their contracts. */
export type ItsmApi = Pick<ItsmClient, 'call'>;

/** The one way in which pages talk to the backend. */
export const itsmApiRef = createApiRef<ItsmApi>().with({
  id: 'plugin.itsm.client',
  pluginId: 'itsm',
});
