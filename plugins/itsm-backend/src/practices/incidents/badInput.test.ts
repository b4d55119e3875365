import request from 'supertest';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOSTILE = [
  `'; drop table records; --`,
  `<script>alert(1)</script><img src=x onerror=alert(1)>`,
  `" or 1=1 -- %_\\`,
  `{{7*7}} \${7*7} ‮ 😀 é`,
];

describe.each(databases.eachSupportedId())('bad input on %s', databaseId => {
  let itsm: RunningItsm;

  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(databaseId) });
  });
  afterAll(() => itsm.stop());

  const counts = async () => ({
    records: Number((await itsm.knex('records').count({ n: '*' }).first())!.n),
    journal: Number((await itsm.knex('journal').count({ n: '*' }).first())!.n),
    texts: Number((await itsm.knex('texts').count({ n: '*' }).first())!.n),
  });

  const file = async (body: object = {}) =>
    (
      await itsm.as('maria').post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Checkout returns 502',
        ...body,
      })
    ).body;

  it.each([
    [{}, /serviceRef: is required; title: is required/],
    [{ serviceRef: 'component:default/checkout' }, /title: is required/],
    [{ serviceRef: 7, title: 'x' }, /serviceRef: expected string/],
    [
      { serviceRef: 'checkout', title: 'x' },
      /serviceRef: must be an entity reference/,
    ],
    [
      { serviceRef: 'component:default/nope', title: 'x' },
      /serviceRef: there is no component:default\/nope in the catalog/,
    ],
    [
      { serviceRef: 'component:default/checkout', title: ' ' },
      /title: must not be empty/,
    ],
    [
      { serviceRef: 'component:default/checkout', title: 'a'.repeat(201) },
      /title: must have at most 200/,
    ],
    [
      { serviceRef: 'component:default/checkout', title: 'a\nb' },
      /title: must be one line/,
    ],
    [
      {
        serviceRef: 'component:default/checkout',
        title: 'x',
        description: 'a\u0000b',
      },
      /description: must not contain the NUL/,
    ],
    [
      { serviceRef: 'component:default/checkout', title: 'x', impact: 4 },
      /impact: must be 1 \(high\)/,
    ],
    [
      { serviceRef: 'component:default/checkout', title: 'x', impact: '1' },
      /impact: must be 1 \(high\)/,
    ],
    [
      {
        serviceRef: 'component:default/checkout',
        title: 'x',
        status: 'closed',
      },
      /status: is not known here/,
    ],
    [
      {
        serviceRef: 'component:default/checkout',
        title: 'x',
        assigneeRef: 'group:default/payments',
      },
      /assigneeRef: must be a reference to a user/,
    ],
    [
      {
        serviceRef: 'component:default/checkout',
        title: 'x',
        assigneeRef: 'user:default/nobody',
      },
      /assigneeRef: there is no user:default\/nobody/,
    ],
    [[], /body: expected object/],
  ])('refuses to file %j', async (body, sentence) => {
    const before = await counts();
    const answer = await itsm.as('maria').post('/incidents', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(sentence),
    });
    expect(await counts()).toEqual(before);
  });

  it('refuses bodies that are no JSON, and bodies of 10 MB, in words', async () => {
    const before = await counts();
    const broken = await request(itsm.server)
      .post('/api/itsm/incidents')
      .set('Authorization', itsm.header('maria'))
      .set('Content-Type', 'application/json')
      .send('{"title": "x');
    expect(broken.status).toBe(400);
    expect(broken.body.error.message).toMatch(/not valid JSON/);
    const large = await itsm
      .as('maria')
      .post('/incidents', { title: 'x'.repeat(10_000_000) });
    expect(large.status).toBe(413);
    expect(large.body.error.message).toMatch(/larger than 1mb/);
    const long = await itsm.as('maria').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'x',
      description: 'y'.repeat(50_001),
    });
    expect(long.status).toBe(400);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['/incidents?limit=0', /limit/],
    ['/incidents?limit=abc', /limit: must be a whole number/],
    ['/incidents?limit=100000', /limit/],
    ['/incidents?colour=red', /colour: is not known here/],
    ['/incidents?priority=9', /priority/],
    ['/incidents?assignee=maria', /assignee/],
    ['/incidents?sort=title;drop', /sort/],
    ['/incidents?cursor=zzz', /cursor: is not one that this API gave/],
    [
      `/incidents?cursor=${Buffer.from('["x",1,"y","next"]').toString(
        'base64url',
      )}`,
      /cursor: belongs to a list with other filters/,
    ],
    [
      `/incidents?cursor=${Buffer.from('[1,{},[],"next"]').toString(
        'base64url',
      )}`,
      /cursor: is not one/,
    ],
    ['/records?type=unicorn', /type: there is no record type "unicorn"/],
  ])('refuses the question %s', async (path, sentence) => {
    const answer = await itsm.as('maria').get(path);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(sentence);
  });

  it('keeps hostile text as text, everywhere', async () => {
    for (const text of HOSTILE) {
      const incident = await file({
        title: text,
        description: text,
        category: text,
      });
      expect(incident).toMatchObject({
        title: text,
        description: text,
        category: text,
      });
      await itsm
        .as('maria')
        .post(`/records/${incident.number}/comments`, { body: text });
      await itsm.caughtUp();
      const found = await itsm
        .as('maria')
        .get(`/incidents?q=${encodeURIComponent(text)}`);
      expect(found.body.items.map((i: any) => i.number)).toContain(
        incident.number,
      );
      const journal = await itsm
        .as('maria')
        .get(`/records/${incident.number}/journal?show=comments`);
      expect(journal.body.items[0].comment.body).toBe(text);
      const strange = await itsm
        .as('maria')
        .get(`/incidents/${encodeURIComponent(text)}`);
      expect([400, 404]).toContain(strange.status);
      const filtered = await itsm
        .as('maria')
        .get(`/incidents?status=${encodeURIComponent(text.slice(0, 30))}`);
      expect(filtered.body.items).toEqual([]);
    }
    expect(await itsm.knex('records').first()).toBeDefined();
  });

  it('searches for % and _ as letters', async () => {
    await file({ title: 'Load at 100% since noon' });
    await itsm.caughtUp();
    const found = await itsm.as('maria').get('/incidents?q=100%25%20since');
    expect(found.body.items).toHaveLength(1);
    expect(
      (await itsm.as('maria').get('/incidents?q=1_0%25')).body.items,
    ).toHaveLength(0);
  });

  it('refuses a stale version and says who changed what', async () => {
    const { number, version } = await file();
    await itsm.as('maria').patch(`/incidents/${number}`, { impact: 1 });
    const before = await counts();
    const stale = await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { title: 'Mine' })
      .set('If-Match', `"${version}"`);
    expect(stale.status).toBe(409);
    expect(stale.body.error.message).toMatch(
      /has changed since you loaded it: Maria Payments changed Priority, Impact\. Load the latest/,
    );
    expect(await counts()).toEqual(before);
    const garbled = await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { title: 'x' })
      .set('If-Match', 'now');
    expect(garbled.status).toBe(400);
    const fresh = await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { title: 'Mine' })
      .set('If-Match', `"${version + 1}"`);
    expect(fresh.status).toBe(200);
    expect(fresh.headers.etag).toBe(`"${version + 2}"`);
  });

  it('refuses transitions that the state does not allow, that nobody knows, or with what does not belong', async () => {
    const { number } = await file();
    const take = (body: object) =>
      itsm.as('maria').post(`/incidents/${number}/transitions`, body);
    const before = await counts();
    const close = await take({ transition: 'close' });
    expect(close.status).toBe(409);
    expect(close.body.error.message).toBe(
      '"Close" is possible from Resolved; the record is New.',
    );
    const unknown = await take({ transition: 'explode' });
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toMatch(
      /there is no "explode"; there are acknowledge, start/,
    );
    const stray = await take({ transition: 'start', resolution: 'done' });
    expect(stray.status).toBe(400);
    expect(stray.body.error.message).toMatch(
      /resolution: does not belong to "Start work"/,
    );
    expect(
      (await take({ transition: 'resolve', resolution: '   ' })).status,
    ).toBe(400);
    expect(await counts()).toEqual(before);
  });

  it('lets one of two people resolve, and tells the other', async () => {
    const { number } = await file();
    const answers = await Promise.all(
      ['maria', 'dana'].map(name =>
        itsm.as(name).post(`/incidents/${number}/transitions`, {
          transition: 'resolve',
          resolution: `by ${name}`,
          resolutionCode: 'solved',
        }),
      ),
    );
    expect(answers.map(a => a.status).sort()).toEqual([200, 409]);
    const refused = answers.find(a => a.status === 409)!;
    expect(refused.body.error.message).toMatch(
      /possible from New, In progress, On hold; the record is Resolved/,
    );
    const journal = await itsm.as('maria').get(`/records/${number}/journal`);
    expect(
      journal.body.items.filter((e: any) => e.transition === 'resolve'),
    ).toHaveLength(1);
  });

  it('says what is wrong with links and participants, and keeps nothing of them', async () => {
    const { number } = await file();
    const other = await file();
    const link = (body: object) =>
      itsm.as('maria').post(`/records/${number}/links`, body);
    const before = await counts();
    expect(
      (await link({ kind: 'relates-to', target: number })).body.error.message,
    ).toMatch(/twice|itself/);
    expect(
      (await link({ kind: 'relates-to', target: 'INC-999999' })).status,
    ).toBe(404);
    expect((await link({ kind: 'marries', target: other.number })).status).toBe(
      400,
    );
    expect((await link({ kind: 'relates-to', target: '' })).status).toBe(400);
    const nowhere = await link({
      kind: 'affects',
      target: 'component:default/nope',
    });
    expect(nowhere.status).toBe(400);
    expect(nowhere.body.error.message).toMatch(/target: there is no component/);
    expect(await counts()).toEqual(before);
    expect(
      (await link({ kind: 'relates-to', target: other.number })).status,
    ).toBe(201);
    expect(
      (await link({ kind: 'relates-to', target: other.number })).status,
    ).toBe(409);
    const watcher = await itsm
      .as('maria')
      .post(`/records/${number}/participants`, {
        principalRef: 'user:default/sam',
        role: 'watcher',
        canRead: true,
      });
    expect(watcher.status).toBe(400);
    expect(watcher.body.error.message).toMatch(/watching never gives access/);
  });

  it('asks for credentials, and refuses service principals without a role', async () => {
    expect((await itsm.anonymous.get('/incidents')).status).toBe(401);
    const stranger = await itsm
      .asService('external:stranger')
      .get('/incidents');
    expect(stranger.status).toBe(403);
    expect(stranger.body.error.message).toMatch(/has no role in Callboard/);
    const monitor = itsm.asService('external:monitor');
    const filed = await monitor.post('/incidents', {
      serviceRef: 'component:default/cart',
      title: 'Probe failed',
    });
    expect(filed.status).toBe(201);
    expect(filed.body).toMatchObject({
      channel: 'api',
      ownerRef: 'group:default/storefront',
    });
    const started = await monitor.post(
      `/incidents/${filed.body.number}/transitions`,
      { transition: 'start' },
    );
    expect(started.status).toBe(400);
    expect(started.body.error.message).toBe(
      'assigneeRef: Assignee is needed to "Start work"',
    );
  });
});
