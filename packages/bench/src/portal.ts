import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import itsm from '@callboard/plugin-itsm-backend';
import type { Knex } from 'knex';
import type { AddressInfo } from 'net';

/** A running plugin, called as a service with the role admin. */
export interface BenchPortal {
  /** Imports a ServiceNow export through the API and returns the last line of the answer. */
  importCsv(
    csv: string,
  ): Promise<{ state: string; imported: number; skipped: number }>;
  stop(): Promise<void>;
}

/** Starts the real plugin on a database; sign-in and catalog are stood in for. */
export async function startPortal(knex: Knex): Promise<BenchPortal> {
  const backend = await startTestBackend({
    features: [
      itsm,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          itsm: { access: { services: { 'external:bench': ['admin'] } } },
        },
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async () => {
            throw new Error('no users here');
          },
        }),
      }),
      catalogServiceMock.factory({ entities: [] }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/itsm/imports?mapping=servicenow&source=bench`;
  const token = `mock-service-token:${JSON.stringify({
    sub: 'external:bench',
  })}`;
  return {
    async importCsv(csv) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'text/csv',
        },
        body: csv,
      });
      const lines = (await response.text()).trim().split('\n');
      return JSON.parse(lines[lines.length - 1]);
    },
    stop: () => backend.stop(),
  };
}
