import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import itsm from '@callboard/plugin-itsm-backend';
import type { Knex } from 'knex';
import type { AddressInfo } from 'net';

/** A running plugin and how to call it as a service with the role admin. */
export interface BenchPortal {
  url: string;
  token: string;
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
  return {
    url: `http://127.0.0.1:${port}/api/itsm`,
    token: `mock-service-token:${JSON.stringify({ sub: 'external:bench' })}`,
    stop: () => backend.stop(),
  };
}
