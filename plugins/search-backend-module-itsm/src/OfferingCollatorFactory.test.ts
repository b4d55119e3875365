import { mockServices } from '@backstage/backend-test-utils';
import http from 'http';
import type { AddressInfo } from 'net';
import { OfferingCollatorFactory } from '.';

/** Answers every request with a status and a body; keeps who asked for what. */
async function startApi(status: number, body: object) {
  const asked: { url?: string; authorization?: string }[] = [];
  const server = http.createServer(({ url, headers }, response) => {
    asked.push({ url, authorization: headers.authorization });
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/api/itsm`;
  const factory = new OfferingCollatorFactory({
    auth: mockServices.auth({ pluginId: 'search' }),
    discovery: {
      getBaseUrl: async () => baseUrl,
      getExternalBaseUrl: async () => baseUrl,
    },
  });
  const documents = async () => {
    const found: any[] = [];
    for await (const document of await factory.getCollator())
      found.push(document);
    return found;
  };
  return {
    asked,
    factory,
    documents,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('offerings in the index of Backstage’s search', () => {
  it('are found by who may see their service in the catalog', async () => {
    const api = await startApi(200, {
      items: [
        {
          key: 'take-a-payment',
          title: 'Take a payment',
          text: 'Charge a card.',
          serviceRef: 'system:default/payments',
        },
      ],
    });
    try {
      expect(await api.documents()).toEqual([
        {
          title: 'Take a payment',
          text: 'Charge a card.',
          location: '/itsm/services/offerings/take-a-payment',
          authorization: { resourceRef: 'system:default/payments' },
        },
      ]);
      expect(api.factory.visibilityPermission).toMatchObject({
        name: 'catalog.entity.read',
        resourceType: 'catalog-entity',
      });
      expect(api.asked[0].url).toBe('/api/itsm/portfolio/offering-documents');
      expect(api.asked[0].authorization).toMatch(/"plugin:search"/);
    } finally {
      await api.stop();
    }
  });

  it('are none where the practice is switched off; what fails keeps the index as it is', async () => {
    const off = await startApi(404, { error: { message: 'Not here' } });
    const broken = await startApi(500, { error: { message: 'Broken' } });
    try {
      expect(await off.documents()).toEqual([]);
      await expect(broken.documents()).rejects.toThrow();
    } finally {
      await Promise.all([off.stop(), broken.stop()]);
    }
  });
});
