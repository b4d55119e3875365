import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { ServiceFactory } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
// What is tried is how the two go together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import itsm from '@callboard/plugin-itsm-backend';
import type { Server } from 'http';
import request from 'supertest';
import catalogModuleItsm from '.';

jest.setTimeout(120_000);

const service = (sub: string) =>
  `Bearer mock-service-token:${JSON.stringify({ sub })}`;
const CLASS = {
  name: 'Server',
  attributes: [
    { key: 'serial', label: 'Serial number' },
    { key: 'memory', label: 'Memory', type: 'number', unit: 'GB' },
    { key: 'warranty-until', label: 'Warranty until', type: 'date' },
    { key: 'virtual', label: 'Virtual', type: 'boolean' },
  ],
  identification: [['serial'], ['name']],
};
const SOURCE = {
  name: 'Spreadsheet',
  class: 'server',
  onMissing: 'retire',
  columns: [
    ['Id', 'externalId'],
    ['Name', 'name'],
    ['Serial', 'serial'],
    ['RAM', 'memory'],
    ['Warranty', 'warranty-until'],
    ['Virtual', 'virtual'],
    ['Owner', 'owner'],
    ['Part of', 'system'],
    ['Needs', 'dependsOn'],
  ].map(([from, to]) => ({ from, to })),
};
const HEADER = 'Id,Name,Serial,RAM,Warranty,Virtual,Owner,Part of,Needs';

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
      itsm,
      scheduler.factory({ skipTaskRunOnStartup: true }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          catalog: { rules: [{ allow: ['Resource'] }] },
          itsm: {
            cmdb: { defaultOwner: 'group:default/platform' },
            access: { services: { 'external:importer': ['admin'] } },
          },
        },
      }),
    ],
  });
  const server = backend.server as unknown as Server;
  const importer = (test: request.Test) =>
    test.set('Authorization', service('external:importer'));
  const define = async (kind: string, key: string, body: object) => {
    const answer = await importer(
      request(server).put(`/api/itsm/definitions/${kind}/${key}`),
    ).send({ body });
    expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  };
  await define('ci-class', 'server', CLASS);
  await define('ci-source', 'excel', SOURCE);
  const entities = async (): Promise<Entity[]> => {
    const { body } = await importer(
      request(server).get('/api/catalog/entities?filter=kind=resource'),
    );
    return body;
  };
  return {
    server,
    stop: () => backend.stop(),
    entities,
    async load(lines: string[], query = '') {
      const answer = await importer(
        request(server).post(`/api/itsm/cmdb/sources/excel/loads?${query}`),
      )
        .set('Content-Type', 'text/csv')
        .send([HEADER, ...lines].join('\n'));
      expect([answer.status, answer.body.error]).toEqual([200, undefined]);
      return answer.body;
    },
    async call(path: string, body: object) {
      const answer = await importer(
        request(server).post(`/api/itsm${path}`),
      ).send(body);
      expect([answer.status, answer.body.error]).toEqual([200, undefined]);
    },
    refresh: () => scheduler.triggerTask('callboard-ci-refresh'),
    /** Waits until the catalog has processed what it was given. */
    async until(holds: (entities: Entity[]) => boolean): Promise<Entity[]> {
      for (let i = 0; i < 600; i += 1) {
        const found = await entities();
        if (holds(found)) return found;
        await new Promise(resolve => {
          setTimeout(resolve, 50);
        });
      }
      throw new Error(
        `It did not come to that: ${JSON.stringify(await entities())}`,
      );
    },
  };
}

const named = (name: string) => (entity: Entity) =>
  entity.metadata.name === name;

describe('items in the real catalog', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.stop());

  it('arrive as resources, with relations, attributes and where they come from', async () => {
    const hostile = [
      ['Ünïcödé Größe 🖥️', '"ü"'],
      ['服务器', '"Quote ""x"""'],
      ['a'.repeat(200), 'S3'],
      ['../../etc/passwd', 'S4'],
      ['{{ template }} ${env}', 'S5'],
      ['-._', 'S6'],
    ].map(([name, serial], i) => `U${i},"${name}",${serial},,,,,,`);
    const loaded = await portal.load([
      'A1,web-1,SN1,64,2027-03-31,no,storefront,shop,resource:default/db-1;component:default/cart',
      'A2,db-1,SN2,128,,yes,,,',
      ...hostile,
    ]);
    expect(loaded.counts).toMatchObject({ created: 8, bad: 0 });
    await portal.refresh();
    const found = await portal.until(
      all => all.length === 8 && all.some(e => (e.relations ?? []).length > 2),
    );
    const web = found.find(named('web-1'))!;
    expect(web).toMatchObject({
      metadata: {
        title: 'web-1',
        annotations: {
          'backstage.io/managed-by-location': expect.stringMatching(
            /^callboard:cmdb\/items\//,
          ),
          'callboard.dev/source': 'excel',
          'callboard.dev/ci-id': expect.any(String),
        },
      },
      spec: {
        type: 'server',
        owner: 'group:default/storefront',
        system: 'system:default/shop',
        attributes: {
          serial: 'SN1',
          memory: 64,
          'warranty-until': '2027-03-31',
          virtual: false,
        },
      },
    });
    expect(web.relations).toEqual(
      expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/storefront' },
        { type: 'partOf', targetRef: 'system:default/shop' },
        { type: 'dependsOn', targetRef: 'resource:default/db-1' },
        { type: 'dependsOn', targetRef: 'component:default/cart' },
      ]),
    );
    const owners = found.find(named('db-1'))!.spec!.owner;
    expect(owners).toBe('group:default/platform');
    // Titles are as they were written, whatever they hold.
    expect(found.map(e => e.metadata.title)).toContain('{{ template }} ${env}');
  });

  it('change, leave and come back with the next question', async () => {
    await portal.load(['A1,web-1,SN1,96,2027-03-31,no,storefront,shop,']);
    await portal.refresh();
    const changed = await portal.until(all =>
      all.some(e => (e.spec as any).attributes?.memory === 96),
    );
    expect(changed).toHaveLength(8);
    await portal.call('/cmdb/items/retire', { ref: 'resource:default/db-1' });
    await portal.refresh();
    await portal.until(all => !all.some(named('db-1')));
    await portal.call('/cmdb/items/restore', { ref: 'resource:default/db-1' });
    await portal.refresh();
    await portal.until(all => all.some(named('db-1')));
    await portal.call('/cmdb/items/merge', {
      keepRef: 'resource:default/web-1',
      mergeRef: 'resource:default/db-1',
    });
    await portal.refresh();
    // What left is gone at once; what changed is processed first.
    const formerly = (entity: Entity) =>
      entity.metadata.annotations?.['callboard.dev/formerly'];
    const merged = await portal.until(all =>
      all.some(e => formerly(e) === 'resource:default/db-1'),
    );
    expect(merged.some(named('db-1'))).toBe(false);
    expect(merged.find(e => formerly(e))!.metadata.name).toBe('web-1');
  });

  it('are told to the catalog alone', async () => {
    for (const who of ['external:importer', 'plugin:search']) {
      const { status } = await request(portal.server)
        .get('/api/itsm/cmdb/entities')
        .set('Authorization', service(who));
      expect(status).toBe(403);
    }
  });
});
