import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import itsm from '@callboard/plugin-itsm-backend';
import {
  practicesExtensionPoint,
  type Practice,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { AddressInfo } from 'net';
import { entities } from './backend/catalogModule';

/** A running plugin, called as a service with the role admin. */
export interface BenchPortal {
  /** Where the plugin's API is. */
  url: string;
  /** Imports a ServiceNow export through the API and returns the last line of the answer. */
  importCsv(
    csv: string,
  ): Promise<{ state: string; imported: number; skipped: number }>;
  /** Sends JSON to the API. @throws Error with what it says if it refuses */
  send(method: string, path: string, body?: unknown): Promise<any>;
  stop(): Promise<void>;
}

/** A practice of the bench, beside those that are built in. */
export function practiceModule(practice: Practice): BackendFeature {
  return createBackendModule({
    pluginId: 'itsm',
    moduleId: practice.id,
    register(reg) {
      reg.registerInit({
        deps: { practices: practicesExtensionPoint },
        async init({ practices }) {
          practices.addPractice(practice);
        },
      });
    },
  });
}

/** The test backend makes a plugin for every module that it sees; this one it does not see. */
const unseen = (module: BackendFeature): BackendFeature =>
  createBackendFeatureLoader({
    *loader() {
      yield module;
    },
  });

/**
 * Starts the real plugin on a database; sign-in and catalog are stood in for.
 *
 * @param modules - of the plugin, e.g. a practice of the bench
 */
export function startPortal(
  knex: Knex,
  ...modules: BackendFeature[]
): Promise<BenchPortal> {
  return startPortalWith({ knex, modules });
}

/**
 * {@link startPortal} with more to say about it.
 *
 * @param options.itsm - configuration below `itsm`, beside who may do what
 * @param options.services - in the place of those of the test backend, e.g. the real scheduler
 */
export async function startPortalWith(options: {
  knex: Knex;
  modules?: readonly BackendFeature[];
  itsm?: { serviceLevels: { prometheus: Record<string, { url: string }> } };
  services?: readonly BackendFeature[];
}): Promise<BenchPortal> {
  const { knex, modules = [], itsm: configured, services = [] } = options;
  const backend = await startTestBackend({
    features: [
      itsm,
      ...modules.map(unseen),
      ...services,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          itsm: {
            access: { services: { 'external:bench': ['admin'] } },
            ...configured,
          },
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
      catalogServiceMock.factory({ entities: entities() }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/itsm`;
  const token = `mock-service-token:${JSON.stringify({
    sub: 'external:bench',
  })}`;
  return {
    url,
    async importCsv(csv) {
      const to = `${url}/imports?mapping=servicenow&source=bench`;
      const response = await fetch(to, {
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
    async send(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok)
        throw new Error(`${method} ${path} answers ${response.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    stop: () => backend.stop(),
  };
}
