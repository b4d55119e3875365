/** @jest-environment node */
import { ResponseError } from '@backstage/errors';
import { createServer, type IncomingMessage, type Server } from 'http';
import type { AddressInfo } from 'net';
import { kernelRoutes } from '../kernel/routes';
import { cmdbSourceRoutes } from '../practices/cmdb/sources/routes';
import { incidentRoutes } from '../practices/incidents/routes';
import { ItsmClient } from './ItsmClient';

interface Received {
  method?: string;
  url?: string;
  headers: IncomingMessage['headers'];
  body: string;
}

describe('the client of the API', () => {
  const received: Received[] = [];
  let answer: { status: number; body?: unknown };
  let server: Server;
  let client: ItsmClient;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { method, url, headers } = request;
      received.push({ method, url, headers, body });
      response.writeHead(answer.status, {
        'content-type': 'application/json',
      });
      response.end(
        answer.body === undefined ? '' : JSON.stringify(answer.body),
      );
    });
    await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    client = new ItsmClient({
      fetchApi: { fetch },
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      },
    });
  });
  afterAll(() => new Promise(done => server.close(done)));
  beforeEach(() => {
    received.length = 0;
    answer = { status: 200, body: {} };
  });

  it('sends what is streamed as it is, with its own content type', async () => {
    await client.call(cmdbSourceRoutes.load, {
      params: { source: 'vcenter' },
      query: { dryRun: true },
      stream: { data: 'Name\nweb-01\n', type: 'text/csv' },
    });
    expect(received[0]).toMatchObject({
      url: '/api/itsm/cmdb/sources/vcenter/loads?dryRun=true',
      headers: { 'content-type': 'text/csv' },
      body: 'Name\nweb-01\n',
    });
  });

  it('writes lists, numbers and switches into the query, and leaves out what is empty', async () => {
    answer.body = { items: [], pageInfo: {}, refs: {} };
    const page = await client.call(incidentRoutes.list, {
      query: {
        priority: [1, 2],
        owner: ['mine'],
        q: 'down & out',
        limit: 50,
        total: true,
        status: [],
        cursor: undefined,
        sort: '',
      },
    });
    expect(page).toEqual({ items: [], pageInfo: {}, refs: {} });
    const [{ method, url, headers }] = received;
    expect(method).toBe('GET');
    const { pathname, searchParams } = new URL(url!, 'http://portal');
    expect(pathname).toBe('/api/itsm/incidents');
    expect(Object.fromEntries(searchParams)).toEqual({
      priority: '1,2',
      owner: 'mine',
      q: 'down & out',
      limit: '50',
      total: 'true',
    });
    expect(headers).not.toHaveProperty('if-match');
    expect(headers).not.toHaveProperty('authorization');

    await client.call(kernelRoutes.listRecordTypes);
    expect(received[1].url).toBe('/api/itsm/record-types');
  });

  it('sends body, version, token and the name of the request', async () => {
    await client.call(incidentRoutes.update, {
      params: { id: 'INC-7' },
      body: { title: 'Cart loses items', category: null },
      ifMatch: 3,
      token: 'a-token',
      idempotencyKey: 'request 7',
    });
    expect(received[0]).toMatchObject({
      method: 'PATCH',
      url: '/api/itsm/incidents/INC-7',
      headers: {
        'content-type': 'application/json',
        'if-match': '"3"',
        authorization: 'Bearer a-token',
        'idempotency-key': 'request 7',
      },
    });
    expect(JSON.parse(received[0].body)).toEqual({
      title: 'Cart loses items',
      category: null,
    });
  });

  it('keeps a parameter inside its part of the path', async () => {
    await client.call(incidentRoutes.get, { params: { id: '../x/?y#z' } });
    expect(received[0].url).toBe('/api/itsm/incidents/..%2Fx%2F%3Fy%23z');
  });

  it('answers nothing where the server answers nothing', async () => {
    answer = { status: 204 };
    const nothing = await client.call(kernelRoutes.removeLink, {
      params: { id: 'INC-7', linkId: '0190f3d4-0000-7000-8000-000000000000' },
    });
    expect(nothing).toBeUndefined();
    expect(received[0].method).toBe('DELETE');
  });

  it('turns a refusal into an error with the server’s sentence', async () => {
    const message = 'INC-7 has changed since you loaded it: sam changed Title.';
    answer = {
      status: 409,
      body: {
        error: { name: 'ConflictError', message },
        request: { method: 'GET', url: '/' },
        response: { statusCode: 409 },
      },
    };
    const error: ResponseError = await client
      .call(incidentRoutes.get, { params: { id: 'INC-7' } })
      .then(
        () => {
          throw new Error('was answered');
        },
        e => e,
      );
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.statusCode).toBe(409);
    expect(error.body.error).toMatchObject({ name: 'ConflictError', message });
    expect(error.cause.message).toBe(message);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(
      client.call(kernelRoutes.listRecordTypes, { signal: abort.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(received).toEqual([]);
  });
});
