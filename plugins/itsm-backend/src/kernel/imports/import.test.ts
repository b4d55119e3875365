import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { gzipSync } from 'zlib';
import type { ImportRun } from '@callboard/plugin-itsm-common';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HEADER =
  'number,ident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at,contact_type,category,category,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,resolved_at,closed_at';

/** A row of the log: what is not said is as in a plain phone call about a printer. */
function row(
  number: string,
  state: string,
  at: string,
  more: Record<string, string> = {},
): string {
  const cells: Record<string, string> = {
    number,
    state,
    reassignments: '0',
    reopens: '0',
    mod: '0',
    sla: 'true',
    caller: '2403',
    opener: '8',
    opened: '29/2/2016 01:16',
    updater: '21',
    at,
    contact: 'Phone',
    category: '55',
    subcategory: '170',
    symptom: '72',
    ci: '?',
    impact: '2',
    urgency: '2',
    priority: '3',
    group: '56',
    assignee: '?',
    resolved: '29/2/2016 11:29',
    closed: '5/3/2016 12:00',
    ...more,
  };
  return Object.values(cells).join(',');
}

const TWO = { opened: '29/2/2016 08:00' };
const FIRST = [
  row('1', 'New', '29/2/2016 01:23'),
  row('1', 'Active', '29/2/2016 02:00', { mod: '1', assignee: '17' }),
  row('1', 'Awaiting User Info', '29/2/2016 03:00', {
    mod: '2',
    assignee: '17',
  }),
  row('1', 'Resolved', '29/2/2016 08:53', { mod: '3', assignee: '17' }),
  // Begins at Active, and its rows are out of order in the file.
  row('2', 'Resolved', '1/3/2016 10:00', {
    ...TWO,
    mod: '2',
    reopens: '1',
    resolved: '?',
  }),
  row('2', 'Active', '29/2/2016 09:00', { ...TWO, mod: '1', group: '?' }),
  row('2', '-100', '1/3/2016 11:00', { ...TWO, mod: '3', ci: 'cmdb_ci 31' }),
];
const csv = (...rows: string[]) => [HEADER, ...rows].join('\r\n');

describe.each(databases.eachSupportedId())('import on %s', databaseId => {
  let itsm: RunningItsm;

  beforeEach(async () => {
    itsm = await startItsm({ knex: await databases.init(databaseId) });
  });
  afterEach(() => itsm.stop());

  // Plain fetch, as the command uses it: the answer begins while the file is still being sent.
  const post = async (
    text: string | Buffer<ArrayBuffer>,
    query = 'mapping=servicenow&source=desk',
    headers = {},
  ) => {
    const { port } = itsm.server.address() as AddressInfo;
    const response = await fetch(
      `http://localhost:${port}/api/itsm/imports?${query}`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer mock-service-token:${JSON.stringify({
            sub: 'external:importer',
          })}`,
          'Content-Type': 'text/csv',
          ...headers,
        },
        body: text,
      },
    );
    return { status: response.status, body: await response.text() };
  };
  const lines = (answer: { body: string }): any[] =>
    answer.body
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  const run = async (...args: Parameters<typeof post>): Promise<ImportRun> => {
    const answer = await post(...args);
    expect(answer.status).toBe(200);
    return lines(answer).pop();
  };
  const count = async (table: string) =>
    Number((await itsm.knex(table).count({ n: '*' }).first())!.n);

  it('turns rows into incidents with their history at its original times', async () => {
    expect(await run(csv(...FIRST))).toMatchObject({
      state: 'done',
      lines: 7,
      imported: 7,
      skipped: 0,
      failed: 0,
      created: 2,
    });
    const list = await itsm.as('dana').get('/incidents?sort=created&order=asc');
    const [one, two] = list.body.items;
    expect(one).toMatchObject({
      title: 'Category 55, symptom 72 (1)',
      status: 'resolved',
      createdAt: '2016-02-29T01:16:00.000Z',
      resolvedAt: '2016-02-29T08:53:00.000Z',
      ownerRef: 'group:servicenow/56',
      assigneeRef: 'user:servicenow/17',
      requesterRef: 'user:servicenow/2403',
      channel: 'phone',
      priority: 3,
    });
    // Ordered by time, not by line; the row without a state kept the one before it.
    expect(two).toMatchObject({
      status: 'resolved',
      ciRef: 'resource:servicenow/cmdb_ci-31',
    });
    expect(list.body.refs['group:servicenow/56']).toEqual({
      title: '56',
      kind: 'group',
      dangling: true,
    });

    const journal = await itsm.as('dana').get(`/records/${one.number}/journal`);
    expect(
      journal.body.items.map((e: any) => [e.kind, e.status, e.at, e.mode]),
    ).toEqual([
      [
        'record.transitioned',
        'resolved',
        '2016-02-29T08:53:00.000Z',
        'observe',
      ],
      ['record.transitioned', 'on-hold', '2016-02-29T03:00:00.000Z', 'observe'],
      [
        'record.transitioned',
        'in-progress',
        '2016-02-29T02:00:00.000Z',
        'observe',
      ],
      ['record.changed', 'new', '2016-02-29T01:23:00.000Z', 'observe'],
      ['record.created', undefined, '2016-02-29T01:16:00.000Z', 'observe'],
    ]);
    expect(journal.body.items[0].actorRef).toBe('user:servicenow/21');
    expect(
      (await itsm.as('dana').get(`/records/${one.number}/journal/verification`))
        .body.holds,
    ).toBe(true);

    const incident = await itsm.as('dana').get(`/incidents/${one.number}`);
    expect(incident.body).toMatchObject({
      statedReassignments: 0,
      statedReopens: 0,
      statedResolvedAt: '2016-02-29T11:29:00.000Z',
      statedSlaMet: true,
    });
  });

  it('adds nothing the second time, and only the new rows of a longer file', async () => {
    await run(csv(...FIRST));
    const before = await Promise.all(
      ['records', 'journal', 'texts'].map(count),
    );
    expect(await run(csv(...FIRST))).toMatchObject({
      imported: 0,
      skipped: 7,
      created: 0,
    });
    expect(
      await Promise.all(['records', 'journal', 'texts'].map(count)),
    ).toEqual(before);

    const longer = [
      ...FIRST,
      row('1', 'Closed', '5/3/2016 12:00', { mod: '4', assignee: '18' }),
      // Older than what the incident knows: it is recorded, and changes nothing.
      row('1', 'New', '29/2/2016 01:30', { mod: '1', priority: '1' }),
      row('3', 'New', '6/3/2016 09:00', { opened: '6/3/2016 08:59' }),
    ];
    expect(await run(csv(...longer))).toMatchObject({
      imported: 3,
      skipped: 7,
      created: 1,
    });
    const [one] = (
      await itsm.as('dana').get('/incidents?sort=created&order=asc')
    ).body.items;
    expect(one).toMatchObject({
      status: 'closed',
      closedAt: '2016-03-05T12:00:00.000Z',
      priority: 3,
    });
    const journal = await itsm.as('dana').get(`/records/${one.number}/journal`);
    expect(journal.body.items).toHaveLength(7);
    expect(
      (await itsm.as('dana').get(`/records/${one.number}/journal/verification`))
        .body.holds,
    ).toBe(true);
    // The same rows from another system are other rows.
    expect(
      await run(csv(...FIRST), 'mapping=servicenow&source=other'),
    ).toMatchObject({ created: 2 });
  });

  it('reports bad lines with their number, and keeps the good ones', async () => {
    const text = [
      HEADER, // 1
      FIRST[0], // 2
      'too,few', // 3
      `${FIRST[1]},and,too,many`, // 4
      FIRST[1].replace('Active', 'Exploded'), // 5
      FIRST[1].replace('29/2/2016 02:00', 'yesterday'), // 6
      `"${FIRST[1]}`, // 7: a quote that is never closed
      FIRST[1], // 8
      '', // 9
      FIRST[2].replace('55,170', '"55, the ""big"" one\nin two lines",170'), // 10 and 11
      FIRST[3].replace(/^1,/, '?,'), // 12
      FIRST[3].replace(',2,2,3,', ',high,2,3,'), // 13
      FIRST[3], // 14
      FIRST[3].replace('Phone', 'Fax'), // 15
    ].join('\n');
    const result = await run(text);
    expect(result).toMatchObject({
      state: 'done',
      imported: 4,
      failed: 8,
      created: 1,
    });
    const { body } = await itsm
      .asService('external:importer')
      .get(`/imports/${result.id}`);
    expect(body.errors).toEqual([
      { line: 3, reason: 'has 2 columns where the header has 23' },
      { line: 4, reason: 'has 26 columns where the header has 23' },
      {
        line: 5,
        reason:
          'ident_state: "Exploded" is no status that the mapping knows'.replace(
            'ident',
            'incident',
          ),
      },
      {
        line: 6,
        reason:
          'sys_updated_at: "yesterday" is no time in the form d/M/yyyy H:mm',
      },
      { line: 7, reason: expect.stringMatching(/quote|closed/) },
      { line: 12, reason: 'number: is missing' },
      { line: 13, reason: 'impact: "high" is no number' },
      {
        line: 15,
        reason:
          'contact_type: "Fax" is not in the mapping\'s table for channel; it knows Phone, Email, Self service, IVR, Direct opening',
      },
    ]);
    const [one] = (await itsm.as('dana').get('/incidents')).body.items;
    const held = (await itsm.as('dana').get(`/records/${one.number}/journal`))
      .body.items[1];
    expect(held.changes).toContainEqual(
      expect.objectContaining({
        field: 'category',
        after: '55, the "big" one\nin two lines',
      }),
    );
  });

  it('goes on where it stopped', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) =>
      row(String(i), 'New', '29/2/2016 01:23'),
    );
    // A connection that breaks after some batches is a file that ends there.
    const answer = await post(csv(...rows.slice(0, 1700)));
    const progress = lines(answer);
    expect(progress.map(p => p.lines)).toEqual([1000, 1700, 1700]);
    expect(await run(csv(...rows))).toMatchObject({
      imported: 800,
      skipped: 1700,
    });
    expect(await count('records')).toBe(2500);
  });

  it('keeps the good lines of a file that has what no column takes', async () => {
    const wrong: Record<string, Record<string, string>> = {
      '1': { reassignments: '99999999999' },
      '2': { category: 'x'.repeat(101) },
      '3': { priority: '1.5' },
      '4': { subcategory: 'nul\u0000' },
      ['n'.repeat(256)]: {},
    };
    const rows = Object.entries(wrong).map(([number, more]) =>
      row(number, 'New', '29/2/2016 01:23', more),
    );
    rows.splice(2, 0, row('good', 'New', '29/2/2016 01:23'));
    const result = await run(csv(...rows));
    expect(result).toMatchObject({ state: 'done', imported: 1, failed: 5 });
    const { body } = await itsm
      .asService('external:importer')
      .get(`/imports/${result.id}`);
    expect(body.errors.map((e: any) => e.reason)).toEqual([
      'statedReassignments: 99999999999 is out of range, at most 2147483647 is kept',
      'category: has 101 characters, at most 100 are kept',
      'priority: 1.5 is no whole number',
      'subcategory: must not contain the NUL character or half of a character',
      'number: has 256 characters, at most 255 are kept',
    ]);
  });

  it('lets two imports of the same file run at once, and records every row once', async () => {
    const rows = Array.from({ length: 400 }, (_, i) =>
      row(String(i), 'New', '29/2/2016 01:23'),
    );
    const runs = await Promise.all([run(csv(...rows)), run(csv(...rows))]);
    expect(runs.map(r => r.state)).toEqual(['done', 'done']);
    expect(runs[0].imported + runs[1].imported).toBe(400);
    expect(await count('records')).toBe(400);
  });

  it('reads gzip, and files with a byte order mark and quoted cells', async () => {
    const quoted = `\ufeff${csv(...FIRST)}`.replace(
      /^(\ufeff)?number/,
      '$1"number"',
    );
    const result = await run(gzipSync(quoted), undefined, {
      'Content-Encoding': 'gzip',
    });
    expect(result).toMatchObject({ imported: 7, failed: 0 });
  });

  it('refuses what would lose letters, or cannot be unpacked, and says how to send it', async () => {
    const before = await count('records');
    const latin = csv(...FIRST).replace(/symptom/gi, 'Störung');
    const refusals = [
      await post(Buffer.from(latin, 'latin1')),
      await post(Buffer.from(latin), undefined, { 'Content-Encoding': 'gzip' }),
    ].map(({ body }) => body);
    expect(refusals[0]).toMatch(/not in UTF-8; save it as/);
    expect(refusals[1]).toMatch(/cannot be unpacked/);
    expect(await count('records')).toBe(before);
  });

  it('reads the log of the demo with the mapping that stands beside it', async () => {
    const folder = resolve(__dirname, '../../../../../examples/records');
    const demo = await startItsm({
      knex: await databases.init(databaseId),
      config: {
        itsm: {
          imports: { mappings: folder },
          access: { services: { 'external:importer': ['admin'] } },
        },
      },
    });
    await itsm.stop();
    itsm = demo;
    const log = readFileSync(join(folder, 'incidents.csv'), 'utf8')
      .replace('minutes_ago,opened_minutes_ago', 'at,opened_at')
      .replace(
        /^(\d+,[a-z-]+),(\d+),(\d+),/gm,
        (_, start, at, opened) =>
          `${start},${new Date(2e12 - at * 60_000).toISOString()},${new Date(
            2e12 - opened * 60_000,
          ).toISOString()},`,
      );
    expect(await run(log, 'mapping=demo&source=demo')).toMatchObject({
      state: 'done',
      failed: 0,
      created: 20,
    });
  });

  it('leaves a text that its table lacks empty, or makes it what the mapping says, where that says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mappings-'));
    writeFileSync(
      join(folder, 'tables.yaml'),
      `description: Tables
type: incident
instants: { format: iso, zone: UTC }
externalId: number
at: at
createdAt: at
actor: user:desk/a
creator: user:desk/a
status: { column: state, values: { New: new } }
fields:
  title: { template: 'Incident {number}' }
  channel: { column: by, values: { Fax: email, Carrier pigeon: null } }
  category: { column: kind, values: { HW: hardware }, otherwise: other }
  subcategory: { column: part, values: { P: printer }, otherwise: null }
`,
    );
    await itsm.stop();
    itsm = await startItsm({
      knex: itsm.knex,
      config: {
        itsm: {
          imports: { mappings: folder },
          access: { services: { 'external:importer': ['admin'] } },
        },
      },
    });
    const text = [
      'number,state,at,by,kind,part',
      '1,New,2025-03-01T09:00:00Z,Fax,HW,P',
      '2,New,2025-03-01T09:01:00Z,Carrier pigeon,SW,Q',
      '3,New,2025-03-01T09:02:00Z,Telex,HW,P',
    ].join('\n');
    const last = await run(text, 'mapping=tables&source=desk');
    expect(last).toMatchObject({ imported: 2, failed: 1 });
    const { body } = await itsm
      .as('dana')
      .get('/incidents?sort=created&order=asc');
    const [one, two] = body.items;
    expect(one).toMatchObject({
      channel: 'email',
      category: 'hardware',
      subcategory: 'printer',
    });
    expect(two.category).toBe('other');
    // What a record without a channel has that was imported.
    expect(two.channel).toBe('import');
    expect(two.subcategory).toBeUndefined();
  });

  it('refuses what cannot be imported before anything is recorded', async () => {
    const refusals: [string, string, RegExp][] = [
      ['', 'mapping=servicenow&source=desk', /empty/],
      ['a,b\n1,2', 'mapping=servicenow&source=desk', /has no column number, /],
      [
        csv(...FIRST),
        'mapping=unknown&source=desk',
        /there is no "unknown"; there are servicenow/,
      ],
      [
        csv(...FIRST),
        'mapping=../../etc&source=desk',
        /mapping: must be the name/,
      ],
      [
        csv(...FIRST),
        'mapping=servicenow&source=A%20B',
        /source: must be a short/,
      ],
      [csv(...FIRST), 'mapping=servicenow', /source: is required/],
    ];
    for (const [text, query, sentence] of refusals) {
      const answer = await post(text, query);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body).error.message).toMatch(sentence);
    }
    // A file of some size is refused in words too, not by a connection that breaks.
    const large = await post(`a,b\n${'1,2\n'.repeat(1_000_000)}`);
    expect(large.status).toBe(400);
    expect(JSON.parse(large.body).error.message).toMatch(
      /has no column number/,
    );
    const user = await itsm
      .as('dana')
      .post('/imports?mapping=servicenow&source=desk');
    expect(user.status).toBe(403);
    expect(user.body.error.message).toMatch(/role "admin"/);
    expect(await count('import_runs')).toBe(0);
  });
});
