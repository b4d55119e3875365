import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  searchRoutes,
  type SearchDocumentItem,
} from '@callboard/plugin-itsm-common';
import http from 'http';
import type { AddressInfo } from 'net';
import searchModuleItsm, { RecordCollatorFactory } from '.';

const id = (n: number) =>
  `0190f3d4-0000-7000-8000-${String(n).padStart(12, '0')}`;
const item = (n: number): SearchDocumentItem => ({
  id: id(n),
  type: 'incident',
  number: `INC-${n}`,
  title: `Title ${n}`,
  text: `Text ${n}`,
  status: 'new',
  statusCategory: 'open',
  serviceRef: 'component:default/cart',
  updatedAt: '2026-03-01T12:00:00.000Z',
});

/** Answers as the contract says, two records a page; keeps what it was asked. */
async function startApi(records: SearchDocumentItem[]) {
  const asked: { path: string; authorization?: string }[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    const { authorization } = request.headers;
    asked.push({ path: url.pathname, authorization });
    const query = searchRoutes.documents.query!.parse(
      Object.fromEntries(url.searchParams),
    );
    const rest = records.filter(r => !query.cursor || r.id > query.cursor);
    const items = rest.slice(0, 2);
    const nextCursor = rest.length > 2 ? items[1].id : undefined;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        searchRoutes.documents.response.parse({
          items,
          pageInfo: { nextCursor },
        }),
      ),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    baseUrl: `http://127.0.0.1:${port}/api/itsm`,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('the index of Backstage’s search', () => {
  it('gets all open records, page by page, each with who may see it', async () => {
    const api = await startApi([1, 2, 3, 4, 5].map(item));
    try {
      const factory = new RecordCollatorFactory({
        auth: mockServices.auth({ pluginId: 'search' }),
        discovery: {
          getBaseUrl: async () => api.baseUrl,
          getExternalBaseUrl: async () => api.baseUrl,
        },
      });
      const documents: any[] = [];
      for await (const document of await factory.getCollator())
        documents.push(document);
      expect(documents.map(d => d.number)).toEqual(
        [1, 2, 3, 4, 5].map(n => `INC-${n}`),
      );
      expect(documents[0]).toEqual({
        title: 'INC-1 Title 1',
        text: 'Text 1',
        location: '/itsm/incidents/INC-1',
        number: 'INC-1',
        recordType: 'incident',
        status: 'new',
        statusCategory: 'open',
        serviceRef: 'component:default/cart',
        updatedAt: '2026-03-01T12:00:00.000Z',
        authorization: { resourceRef: id(1) },
      });
      expect(api.asked).toHaveLength(3);
      for (const { path, authorization } of api.asked) {
        expect(path).toBe('/api/itsm/search/documents');
        expect(authorization).toMatch(/^Bearer .*"plugin:search"/);
      }
      expect(factory.type).toBe('itsm-record');
      expect(factory.visibilityPermission).toMatchObject({
        name: 'itsm.incident.read',
        resourceType: 'itsm-record',
      });
    } finally {
      await api.stop();
    }
  });

  it('is not built from half of the records: a failing page fails the whole', async () => {
    const factory = new RecordCollatorFactory({
      auth: mockServices.auth({ pluginId: 'search' }),
      discovery: {
        getBaseUrl: async () => 'http://127.0.0.1:1/api/itsm',
        getExternalBaseUrl: async () => '',
      },
    });
    const collator = await factory.getCollator();
    await expect(async () => {
      for await (const _ of collator);
    }).rejects.toThrow();
  });

  it('is registered with its schedule and the location of pages', async () => {
    const collators: any[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          searchIndexRegistryExtensionPoint,
          {
            addCollator: (collator: any) => collators.push(collator),
            addDecorator: () => {},
          },
        ],
      ],
      features: [
        searchModuleItsm,
        mockServices.rootConfig.factory({
          data: {
            search: {
              collators: {
                itsm: {
                  schedule: {
                    frequency: { minutes: 3 },
                    timeout: { minutes: 1 },
                  },
                },
              },
            },
          },
        }),
      ],
    });
    expect(collators.map(({ factory }) => factory.type)).toEqual([
      'itsm-record',
      'itsm-offering',
    ]);
    await backend.stop();
  });
});
