import { gzipSync } from 'zlib';
import http from 'http';
import type { AddressInfo } from 'net';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mockServices } from '@backstage/backend-test-utils';
import { readBody } from '@callboard/plugin-itsm-node';
import knexFactory, { type Knex } from 'knex';
import request from 'supertest';
import {
  EXCEL_SOURCE,
  forgetItems,
  HEADER,
  loadingInto,
  requestOf,
  SERVER_CLASS,
  VCENTER_SOURCE,
} from '../../../testing/cmdbLoads';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { readPullAddresses } from './PullJob';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const importer = `Bearer mock-service-token:${JSON.stringify({
  sub: 'external:importer',
})}`;
const ROW = 'A1;web-1;SN1;prod;;64;platform';
const FILE = `${HEADER}\n${ROW}\n`;

describe('loading over HTTP', () => {
  let itsm: RunningItsm;
  let whole = true;

  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init('SQLITE_3'),
      config: {
        itsm: {
          access: {
            roles: {
              agent: [],
              restrictedReader: [],
              admin: ['user:default/maria'],
            },
            services: { 'external:importer': ['admin'] },
            decisionCacheSeconds: 0,
          },
        },
      },
      decide: permission =>
        permission === 'catalog.entity.read' && !whole
          ? { result: AuthorizeResult.DENY }
          : { result: AuthorizeResult.ALLOW },
    });
    const put = async (path: string, body: object) => {
      const { status } = await itsm
        .asService('external:importer')
        .put(path, { body });
      expect(status).toBe(200);
    };
    await put('/definitions/ci-class/server', SERVER_CLASS);
    await put('/definitions/ci-source/excel', EXCEL_SOURCE);
    await put('/definitions/ci-source/vcenter', VCENTER_SOURCE);
    await put('/definitions/ci-source/portal', {
      name: 'By hand',
      precedence: 50,
    });
  });
  afterAll(() => itsm.stop());

  const post = (
    body: any,
    headers: Record<string, string>,
    path = 'excel/loads?dryRun=true',
  ) =>
    request(itsm.server)
      .post(`/api/itsm/cmdb/sources/${path}`)
      .set({ Authorization: importer, ...headers })
      .send(body);
  const CSV = { 'Content-Type': 'text/csv' };

  it('takes CSV as it is or gzipped, and JSON', async () => {
    const plain = await post(FILE, CSV);
    expect(plain.body).toMatchObject({ dryRun: true, counts: { created: 1 } });
    const packed = await post(gzipSync(FILE), {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Encoding': 'gzip',
    }).serialize(v => v as any);
    expect(packed.body).toEqual(plain.body);
    const json = await post(
      JSON.stringify([{ id: 'v', name: 'web-1', hardware: { serial: 'S' } }]),
      { 'Content-Type': 'application/json' },
      'vcenter/loads',
    );
    expect(json.body).toMatchObject({ dryRun: false, counts: { created: 1 } });
    const list = await request(itsm.server)
      .get('/api/itsm/cmdb/loads?limit=1')
      .set('Authorization', importer);
    expect(list.body.items).toMatchObject([
      {
        id: json.body.id,
        source: 'vcenter',
        state: 'done',
        actorRef: 'service:default/importer',
      },
    ]);
    const sources = await request(itsm.server)
      .get('/api/itsm/cmdb/sources')
      .set('Authorization', importer);
    expect(sources.body.items).toMatchObject([
      { key: 'catalog', loads: false },
      { key: 'portal', precedence: 50 },
      { key: 'excel', items: 0 },
      { key: 'vcenter', items: 1, lastLoad: { id: json.body.id } },
    ]);
  });

  it.each([
    [
      'another type',
      FILE,
      { 'Content-Type': 'text/plain' },
      /Content-Type: must be text\/csv/,
    ],
    [
      'Latin-1',
      Buffer.from(`${HEADER}\nA1;Gr\xf6\xdfe;S;prod;;;\n`, 'latin1'),
      CSV,
      /not in UTF-8; save it as "CSV UTF-8"/,
    ],
    ['UTF-16', Buffer.from(`\ufeff${FILE}`, 'utf16le'), CSV, /not in UTF-8/],
    [
      'no gzip',
      FILE,
      { ...CSV, 'Content-Encoding': 'gzip' },
      /cannot be unpacked/,
    ],
    [
      'an odd packing',
      FILE,
      { ...CSV, 'Content-Encoding': 'br' },
      /must be gzip or none/,
    ],
    [
      'broken JSON',
      '[{',
      { 'Content-Type': 'application/json' },
      /not valid JSON/,
    ],
    [
      'JSON that is no list',
      '{"a":1}',
      { 'Content-Type': 'application/json' },
      /must be a JSON list/,
    ],
    ['an empty file', '', CSV, /empty/],
    [
      'another header',
      'a,b\n1,2\n',
      CSV,
      /The header has changed: the columns "Asset", "Name"/,
    ],
  ])('refuses %s with a sentence', async (_, body, headers, sentence) => {
    const answer = await post(
      body,
      headers as Record<string, string>,
    ).serialize(v => v as any);
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      expect.stringMatching(sentence),
    ]);
  });

  it('says which sources there are not, and which bring no rows', async () => {
    const unknown = await post(FILE, CSV, 'nowhere/loads');
    expect([unknown.status, unknown.body.error.message]).toEqual([
      404,
      'There is no source "nowhere"; sources are definitions of the kind ci-source',
    ]);
    expect((await post(FILE, CSV, 'portal/loads')).body.error.message).toBe(
      'The source portal brings no rows',
    );
  });

  it('is for those who may read the whole catalog: a load tells of every item', async () => {
    whole = false;
    const answer = await request(itsm.server)
      .post('/api/itsm/cmdb/sources/excel/loads')
      .set({ Authorization: itsm.header('maria'), ...CSV })
      .send(FILE);
    whole = true;
    expect([answer.status, answer.body.error.message]).toEqual([
      403,
      expect.stringMatching(/those who may read the whole catalog/),
    ]);
  });

  it('reads no more than it keeps in memory, packed or not', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 65));
    for (const [chunks, headers] of [
      [[bomb], { 'content-type': 'text/csv', 'content-encoding': 'gzip' }],
      [[Buffer.alloc(1_000_001)], { 'content-type': 'text/csv' }],
    ] as const)
      await expect(
        readBody(requestOf(chunks, headers), 1_000_000),
      ).rejects.toThrow(/There is more than 0 MB; split the source/);
    // A letter that is cut in two by the network is one letter.
    const [first, second] = [
      Buffer.from('ü').subarray(0, 1),
      Buffer.from('ü').subarray(1),
    ];
    expect(
      await readBody(
        requestOf([first, second], { 'content-type': 'text/csv' }),
      ),
    ).toEqual({ csv: 'ü' });
  });

  it('says what is wrong with classes and sources where it stands', async () => {
    const check = async (kind: string, key: string, body: object) => {
      const answer = await itsm
        .asService('external:importer')
        .post(`/definitions/${kind}/${key}/check`, { body });
      return answer.body.faults.map((f: { message: string }) => f.message);
    };
    expect(
      await check('ci-class', 'x', {
        name: 'X',
        attributes: [
          { key: 'a', label: 'A', type: 'choice' },
          { key: 'a', label: 'A' },
          { key: 'owner', label: 'O' },
          { key: 'p', label: 'P', pattern: '(a+)+' },
        ],
        identification: [['serial']],
      }),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/must be none of name, title/),
        expect.stringMatching(/must not repeat what repeats itself/),
      ]),
    );
    expect(
      await check('ci-class', 'x', {
        name: 'X',
        attributes: [
          { key: 'a', label: 'A', type: 'choice' },
          { key: 'a', label: 'A' },
        ],
        identification: [['serial']],
      }),
    ).toEqual([
      'attributes: "a" is there twice; give each its own key',
      'attributes.0: a choice needs values',
      'identification.0: there is no attribute "serial"; there are name, a, a',
    ]);
    expect(await check('ci-source', 'x', { name: 'X' })).toEqual([
      'class: is required',
      'columns: is required',
    ]);
    expect(
      await check('ci-source', 'portal', { name: 'X', class: 'server' }),
    ).toEqual([
      'columns: the source portal brings no rows; only its precedence can be defined',
    ]);
  });
});

describe('two backends', () => {
  it('load one after the other on PostgreSQL, and neither loses what a person notes meanwhile', async () => {
    if (!databases.eachSupportedId().some(([id]) => id === 'POSTGRES_18'))
      return;
    const knex: Knex = await databases.init('POSTGRES_18');
    const one = await loadingInto(await kernelOnDatabase(knex));
    // Another process has connections, and a memory, of its own.
    const other = knexFactory({ ...knex.client.config });
    const two = await loadingInto(await kernelOnDatabase(other));
    await forgetItems(knex);
    const rows = Array.from(
      { length: 1_500 },
      (_, i) => `A${i};n${i};S${i};prod;;1;`,
    );
    await one.csv(rows);
    const changed = rows.map(row => row.replace(';1;', ';2;'));
    const results = await Promise.allSettled([
      one.csv(changed),
      two.csv(changed),
    ]);
    // Whichever of them was there first.
    const refused = results.filter(r => r.status === 'rejected');
    expect(refused).toMatchObject([
      {
        reason: { message: expect.stringMatching(/Another load is under way/) },
      },
    ]);

    const again = one.csv(rows);
    for (let i = 0; i < 5; i += 1)
      await two.itemsService.retire(
        {
          kind: 'system',
          ref: 'service:default/x',
          ownership: [],
          roles: new Set(),
        },
        `resource:default/n${1_499 - i}`,
      );
    await again;
    const retired = await knex('ci_items')
      .where('state', 'retired')
      .count({ n: '*' })
      .first();
    expect(Number(retired!.n)).toBe(5);
    const memory = await knex('ci_values')
      .where('key', 'memory')
      .where('number', 1)
      .count({ n: '*' })
      .first();
    expect(Number(memory!.n)).toBeGreaterThanOrEqual(1_495);
    await other.destroy();
  });
});

describe('sources that are fetched', () => {
  let asked: http.IncomingHttpHeaders[] = [];
  let answer: {
    status: number;
    body: string;
    headers?: Record<string, string>;
  };
  let server: http.Server;
  let url: string;
  beforeAll(async () => {
    server = http.createServer((req, res) => {
      asked.push(req.headers);
      res.writeHead(answer.status, {
        'content-type': 'application/json',
        ...answer.headers,
      });
      res.end(answer.body);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${
      (server.address() as AddressInfo).port
    }/secret-path`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  it('come from the configured address with its headers when they are due, and fail in words', async () => {
    const knex = await databases.init('SQLITE_3');
    const clock = { time: Date.UTC(2026, 2, 1), now: () => clock.time };
    const kernel = await kernelOnDatabase(knex, {
      clock: clock as any,
      config: {
        itsm: {
          cmdb: {
            pull: { vcenter: { url, headers: { 'x-token': 's3cret' } } },
          },
        },
      },
    });
    const cmdb = await loadingInto(kernel);
    await cmdb.define('ci-source', 'vcenter', {
      ...VCENTER_SOURCE,
      itemsPath: 'data.items',
      everyMinutes: 10,
    });
    answer = {
      status: 200,
      body: JSON.stringify({
        data: {
          items: [{ id: 'v', name: 'web-1', hardware: { serial: 'S' } }],
        },
      }),
    };
    await cmdb.jobs.pull();
    expect(asked[0]).toMatchObject({
      'x-token': 's3cret',
      accept: 'application/json',
    });
    expect(await cmdb.valuesOf('resource:default/web-1')).toMatchObject({
      serial: 'S',
    });
    clock.time += 9 * 60_000;
    await cmdb.jobs.pull();
    expect(asked).toHaveLength(1);
    const failures: [typeof answer, string][] = [
      [{ status: 503, body: '' }, 'The source answered with 503'],
      [{ status: 200, body: '<html>' }, 'The source did not answer JSON'],
      [
        { status: 200, body: '{}' },
        'There is no list at "data.items"; nothing was loaded',
      ],
      [
        {
          status: 302,
          body: '',
          headers: { location: 'http://169.254.169.254/' },
        },
        'The source did not answer: unexpected redirect',
      ],
    ];
    for (const [bad, message] of failures) {
      answer = bad;
      clock.time += 10 * 60_000;
      await cmdb.jobs.pull();
      const [latest] = (await cmdb.loads.list({ limit: 1 })).items;
      expect(latest).toMatchObject({ state: 'failed', message });
    }
    expect(JSON.stringify(await cmdb.loads.sources())).not.toMatch(
      /secret-path|s3cret/,
    );
    asked = [];
  });

  it('have addresses that are some', () => {
    const read = (address: string) =>
      readPullAddresses(
        mockServices.rootConfig({
          data: { itsm: { cmdb: { pull: { x: { url: address } } } } },
        }),
      );
    expect(() => read('file:///etc/passwd')).toThrow(/must begin with https/);
    expect(() => read('nowhere')).toThrow(/itsm.cmdb.pull.x.url is "nowhere"/);
  });
});
