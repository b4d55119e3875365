import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  createBackendModule,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
// What is tried is how the two go together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import itsm from '@callboard/plugin-itsm-backend';
import type { Server } from 'http';
import request from 'supertest';
import catalogModuleItsm from '.';

jest.setTimeout(120_000);

const OWNER = 'group:default/platform';
const service = (sub: string) =>
  `Bearer mock-service-token:${JSON.stringify({ sub })}`;

const named = (kind: string, name: string, spec: object): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: {
      [ANNOTATION_LOCATION]: 'test:people',
      [ANNOTATION_ORIGIN_LOCATION]: 'test:people',
    },
  },
  spec: { ...spec },
});

/** A group that owns services, and a person of the business. */
const people = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'people',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'people',
          connect: async connection =>
            connection.applyMutation({
              type: 'full',
              entities: [
                named('Group', 'platform', { type: 'team', children: [] }),
                named('User', 'mock', { memberOf: ['platform'] }),
              ].map(entity => ({ entity, locationKey: 'people' })),
            }),
        });
      },
    });
  },
});

/** The real catalog, the module, and the real plugin `itsm`, on one port. */
async function startPortal() {
  const scheduler = mockServices.scheduler() as unknown as {
    triggerTask(id: string): Promise<void>;
    factory(options: { skipTaskRunOnStartup: boolean }): ServiceFactory;
  };
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleItsm,
      people,
      itsm,
      scheduler.factory({ skipTaskRunOnStartup: true }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          catalog: {
            rules: [{ allow: ['System', 'Resource', 'Group', 'User'] }],
          },
          itsm: {
            access: {
              services: { 'external:importer': ['admin'] },
              roles: { admin: ['user:default/mock'] },
            },
          },
        },
      }),
    ],
  });
  const server = backend.server as unknown as Server;
  const as = async (who: string, test: request.Test, body?: object) => {
    const answer = await test.set('Authorization', who).send(body);
    expect([answer.status < 300, answer.body.error]).toEqual([true, undefined]);
    return answer.body;
  };
  const all = async (kind: string): Promise<Entity[]> =>
    as(
      service('external:importer'),
      request(server).get(`/api/catalog/entities?filter=kind=${kind}`),
    );
  const until = async <T>(
    read: () => Promise<T>,
    holds: (it: T) => boolean,
  ) => {
    for (let i = 0; i < 600; i += 1) {
      const found = await read();
      if (holds(found)) return found;
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
    throw new Error(`It did not come to that: ${JSON.stringify(await read())}`);
  };
  return {
    server,
    stop: () => backend.stop(),
    all,
    until,
    post: (path: string, body: object, who = service('external:importer')) =>
      as(who, request(server).post(`/api/itsm${path}`), body),
    get: (path: string) =>
      as(service('external:importer'), request(server).get(`/api/itsm${path}`)),
    bring: () => scheduler.triggerTask('callboard-services-refresh'),
  };
}

describe('services of the portfolio in the real catalog', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.stop());

  it('arrive as systems when they are chartered, and leave when they are stopped', async () => {
    await portal.until(
      () => portal.all('user'),
      all => all.length === 1,
    );
    const hostile = '<script>alert(1)</script> {{ x }} ${y} 服务 🖥️';
    const { number } = await portal.post('/portfolio/records', {
      title: hostile,
      purpose: '# Why\n\n[Points](javascript:alert(1)) <b>for</b> all.',
      ownerRef: OWNER,
      entityName: 'loyalty',
      valueScore: 4,
      riskScore: 2,
      estimatedCost: 100,
      fitReason: 'The law asks for it.',
    });
    const move = (transition: string, more: object = {}) =>
      portal.post(`/portfolio/records/${number}/transitions`, {
        transition,
        ...more,
      });
    await move('assess');
    await move('ask-charter', { businessOwnerRef: 'user:default/mock' });
    // The business owner decides, once they were asked.
    const mock = 'Bearer mock-user-token';
    const asked = await portal.until(
      () => portal.get(`/records/${number}/approvals`),
      (all: any) => all.items?.[0]?.steps?.[0]?.seats?.length > 0,
    );
    const round = (asked as any).items[0];
    const seat = round.steps[0].seats.find(
      (s: any) => s.forRef === 'user:default/mock',
    );
    await portal.post(
      `/approvals/seats/${seat.id}/decision`,
      { decision: 'approve', round: round.round },
      mock,
    );
    await portal.until(
      () => portal.get(`/portfolio/records/${number}`),
      (s: any) => s.status === 'chartered',
    );
    const [system] = await portal.until(
      async () => {
        await portal.bring();
        return portal.all('system');
      },
      found => found.length === 1 && (found[0].relations ?? []).length > 0,
    );
    expect(system).toMatchObject({
      metadata: {
        name: 'loyalty',
        title: hostile,
        annotations: {
          'callboard.dev/service': number,
          'backstage.io/managed-by-location': `callboard:portfolio/records/${number}`,
        },
        links: [
          {
            url: `http://localhost:3000/itsm/portfolio/records/${number}`,
            title: `${number} in the service portfolio`,
          },
        ],
      },
      spec: { type: 'service', owner: OWNER },
      relations: [{ type: 'ownedBy', targetRef: OWNER }],
    });
    await move('stop', { rejectReason: 'No money' });
    await portal.until(
      async () => {
        await portal.bring();
        return portal.all('system');
      },
      found => found.length === 0,
    );
  });

  it('are told to the catalog alone', async () => {
    for (const who of ['external:importer', 'plugin:search']) {
      const { status } = await request(portal.server)
        .get('/api/itsm/portfolio/entities')
        .set('Authorization', service(who));
      expect(status).toBe(403);
    }
  });
});
