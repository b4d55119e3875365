import { TestDatabases } from '@backstage/backend-test-utils';
import { parse } from 'csv-parse/sync';
import http from 'http';
import type { AddressInfo } from 'net';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { seedIncidents } from '../../tests/kernelOnDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('an export on %s', databaseId => {
  let itsm: RunningItsm;

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      config: {
        itsm: {
          access: {
            roles: { agent: ['group:default/service-desk'] },
            decisionCacheSeconds: 0,
          },
          export: { maxRows: 2_500 },
        },
      },
    });
    await seedIncidents(
      knex,
      Array.from({ length: 3_000 }, (_, i) => ({
        number: i + 1,
        title:
          i === 0 ? '=HYPERLINK("http://evil")' : `Title "${i}", and\nmore`,
        ownerRef: i % 2 ? 'group:default/payments' : 'group:default/storefront',
        requesterRef: 'user:default/rita',
        statusCategory: i < 2_600 ? 'closed' : 'open',
        visibility: i === 5 ? ('restricted' as const) : undefined,
        createdAt: Date.UTC(2026, 0, 1) + i,
      })),
    );
    await knex('incidents').update({ stated_reopens: 7 });
  });
  afterAll(() => itsm.stop());

  const get = async (by: string, path: string) => {
    const { status, headers, text, body } = await itsm
      .as(by)
      .get(path)
      .buffer(true);
    const rows: string[][] =
      status === 200
        ? parse(text, { bom: true, relax_column_count: true })
        : [];
    return { status, headers, text, body, rows };
  };

  it('has labels as header, one record a line, and what a spreadsheet would run as text', async () => {
    const { rows, headers, status } = await get(
      'maria',
      '/incidents/export?category=closed&columns=number,title,ownerRef,createdAt,openForDays',
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers['content-disposition']).toContain('incidents.csv');
    expect(headers['x-export-max-rows']).toBe('2500');
    expect(rows[0]).toEqual([
      'Number',
      'Title',
      'Owner group',
      'Created',
      'Open for (days)',
    ]);
    expect(rows[1].slice(0, 4)).toEqual([
      'INC-1',
      `'=HYPERLINK("http://evil")`,
      'group:default/storefront',
      '2026-01-01T00:00:00.000Z',
    ]);
    expect(rows[2][1]).toBe('Title "1", and\nmore');
  });

  it('ends after its most rows, and says so', async () => {
    const { rows } = await get('dana', '/records/export?type=incident');
    expect(rows).toHaveLength(1 + 2_500 + 1);
    expect(rows[rows.length - 1][0]).toBe(
      'Stopped after 2500 rows; filter to get the others',
    );
    const whole = await get('dana', '/incidents/export?category=open');
    expect(whole.rows).toHaveLength(1 + 400);
    const none = await get('dana', '/incidents/export?category=draft&bom=true');
    expect(none.rows).toHaveLength(1);
    expect(none.text.charCodeAt(0)).toBe(0xfeff);
  });

  it('holds the filters of the list', async () => {
    const filter = encodeURIComponent(
      JSON.stringify({ ownerRef: 'mine', statusCategory: 'open' }),
    );
    const { rows } = await get(
      'maria',
      `/incidents/export?filter=${filter}&columns=number,ownerRef`,
    );
    expect(rows).toHaveLength(1 + 200);
    expect(new Set(rows.slice(1).map((r: any) => r[1]))).toEqual(
      new Set(['group:default/payments']),
    );
  });

  it('leaves internal fields empty on records that the caller does not work on', async () => {
    const { rows } = await get(
      'maria',
      '/incidents/export?category=open&columns=ownerRef,statedReopens',
    );
    expect(rows.slice(1, 3)).toEqual([
      ['group:default/storefront', ''],
      ['group:default/payments', '7'],
    ]);
    const requester = await get(
      'rita',
      '/incidents/export?category=open&columns=statedReopens',
    );
    expect(new Set(requester.rows.slice(1).flat())).toEqual(new Set(['']));
  });

  it('has restricted records for who may read them only', async () => {
    const filter = encodeURIComponent(JSON.stringify({ number: 'inc-6' }));
    const { rows } = await get('maria', `/incidents/export?filter=${filter}`);
    expect(rows).toHaveLength(1);
  });

  it('refuses columns that are none with a sentence, before anything is sent', async () => {
    const unknown = await get(
      'maria',
      '/incidents/export?columns=number,titel',
    );
    expect([unknown.status, unknown.body.error.message]).toEqual([
      400,
      'columns: there is no field "titel" here; did you mean title?',
    ]);
    const many = await get('maria', '/incidents/export?columns=watcher');
    expect([many.status, many.body.error.message]).toEqual([
      400,
      expect.stringMatching(/^columns: Watchers has any number/),
    ]);
    const paged = await get('maria', '/incidents/export?limit=5');
    expect([paged.status, paged.body.error.message]).toEqual([
      400,
      'limit: is not known here; leave it out',
    ]);
  });

  it('stops reading when the client leaves', async () => {
    let pages = 0;
    const note = ({ sql }: { sql: string }) => {
      if (/order by .?r.?\..?id.? asc limit/.test(sql)) pages += 1;
    };
    itsm.knex.on('query', note);
    const { port } = itsm.server.address() as AddressInfo;
    await new Promise<void>((resolve, reject) => {
      const request = http.get(
        {
          port,
          path: '/api/itsm/incidents/export?columns=number,title,description',
          headers: { Authorization: itsm.header('dana') },
        },
        response => {
          response.once('data', () => {
            response.destroy();
            resolve();
          });
        },
      );
      request.on('error', reject);
    });
    await new Promise(resolve => setTimeout(resolve, 300));
    const then = pages;
    await new Promise(resolve => setTimeout(resolve, 300));
    itsm.knex.removeListener('query', note);
    expect(then).toBe(pages);
    expect((await get('dana', '/incidents/export?category=open')).status).toBe(
      200,
    );
  });
});
