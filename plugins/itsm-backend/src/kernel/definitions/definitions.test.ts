import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CONFIG = {
  itsm: {
    access: {
      roles: {
        agent: ['group:default/service-desk'],
        admin: ['group:default/storefront'],
      },
      decisionCacheSeconds: 0,
    },
  },
};
const REPLY = `# Said a hundred times a day
title: Thanks
body: Hello {{requester}}, {{number}} is done.
`;

describe.each(databases.eachSupportedId())('definitions on %s', databaseId => {
  let itsm: RunningItsm;
  let readAllowed = true;
  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      config: CONFIG,
      decide: permission => ({
        result:
          permission === 'itsm.definition.read' && !readAllowed
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    });
  });
  afterAll(() => itsm.stop());

  const at = (key: string) => `/definitions/reply-template/${key}`;
  const put = (key: string, body: object, as = 'sam') =>
    itsm.as(as).put(at(key), body);
  const said = async (sent: PromiseLike<{ body: any }>) =>
    (await sent).body.error?.message;

  it('are written by admins, in versions that stay', async () => {
    const first = await put('thanks', { text: REPLY });
    expect(first.body).toMatchObject({
      kind: 'reply-template',
      key: 'thanks',
      title: 'Thanks',
      version: 1,
      source: 'portal',
      state: 'holds',
      editable: true,
      authorRef: 'user:default/sam',
      text: REPLY,
    });
    expect(first.headers.etag).toBe('"1"');
    const second = await put('thanks', {
      body: { title: 'Thank you', body: 'Done', types: ['incident'] },
    });
    expect(second.body).toMatchObject({ version: 2, title: 'Thank you' });
    expect(second.body.text).toContain('title: Thank you');
    const history = await itsm.as('sam').get(`${at('thanks')}/versions`);
    expect(history.body.items.map((v: any) => [v.version, v.state])).toEqual([
      [2, 'holds'],
      [1, 'superseded'],
    ]);
    const old = await itsm.as('sam').get(`${at('thanks')}/versions/1`);
    expect(old.body.text).toBe(REPLY);
    const diff = await itsm.as('sam').get(`${at('thanks')}/diff?from=1&to=2`);
    expect(diff.body.items).toEqual([
      {
        path: ['body'],
        before: 'Hello {{requester}}, {{number}} is done.',
        after: 'Done',
      },
      { path: ['title'], before: 'Thanks', after: 'Thank you' },
      { path: ['types'], after: ['incident'] },
    ]);
  });

  it('are left as they are by writing the same again', async () => {
    await put('same', { text: REPLY });
    expect((await put('same', { text: REPLY })).body.version).toBe(1);
  });

  it('say when somebody changed them meanwhile', async () => {
    await put('race', { text: REPLY });
    const stale = await put('race', { text: `${REPLY}# more` }).set(
      'If-Match',
      '"7"',
    );
    expect([stale.status, stale.body.error.message]).toEqual([
      409,
      'reply-template/race is at version 1, not 7; load it again',
    ]);
    const taken = await put('race', { text: REPLY }).set('If-Match', '"0"');
    expect(taken.body.error.message).toContain('is there already');
  });

  it('get one version from each of several who write at once', async () => {
    const written = await Promise.all(
      [1, 2, 3, 4].map(n =>
        put('crowd', { body: { title: `T${n}`, body: 'x' } }),
      ),
    );
    const versions = written
      .filter(w => w.status === 200)
      .map(w => w.body.version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(written.every(w => [200, 409].includes(w.status))).toBe(true);
    const verified = await itsm.as('sam').get(`${at('crowd')}/verification`);
    expect(verified.body).toMatchObject({
      holds: true,
      entries: Math.max(...versions),
    });
  });

  it('name line, column and the nearest name when something is wrong', async () => {
    const check = async (text: string) =>
      (await itsm.as('sam').post(`${at('x')}/check`, { text })).body;
    const typo = await check('title: Hi\nbodi: there\n');
    expect(typo).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([
        {
          path: ['bodi'],
          line: 2,
          column: 1,
          message: 'bodi: is not known here; did you mean "body"?',
        },
        { path: ['body'], line: 1, column: 1, message: 'body: is required' },
      ]),
    });
    const word = await check('title: Hi\nbody: x\naudience: requestor\n');
    expect(word.faults).toEqual([
      {
        path: ['audience'],
        line: 3,
        column: 1,
        message: 'audience: cannot be "requestor"; did you mean "requester"?',
      },
    ]);
    const place = await check('title: Hi\nbody: Hello {{requestr}}\n');
    expect(place.faults[0].message).toBe(
      'body: there is no placeholder {{requestr}}; did you mean {{requester}}?',
    );
    const type = await check(
      'title: a\nbody: b\ntypes:\n  - incident\n  - incidnt\n',
    );
    expect(type.faults).toEqual([
      {
        path: ['types', 1],
        line: 5,
        column: 5,
        message:
          'types.1: there is no record type "incidnt" here; did you mean "incident"?',
      },
    ]);
    const syntax = await check('title: "Hi\nbody: x\n');
    expect(syntax.faults[0].line).toBeGreaterThan(0);
    expect(await check('title: a\ntitle: b\nbody: c')).toMatchObject({
      faults: [{ line: 2, message: 'Map keys must be unique' }],
    });
    expect(await said(put('x', { text: 'title: Hi\nbodi: there' }))).toContain(
      'line 2, column 1: bodi: is not known here',
    );
    expect((await itsm.as('sam').get(at('x'))).status).toBe(404);
  });

  it('refuse what cannot be kept', async () => {
    expect(await said(put('bad', { text: 'a: "\\0"' }))).toContain('NUL');
    expect(await said(put('bad', { text: 'a: .inf' }))).toContain('finite');
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [i, name] of [...'bcdefgh'].entries()) {
      const before = 'abcdefgh'[i];
      bomb.push(`${name}: &${name} [${`*${before},`.repeat(9)}*${before}]`);
    }
    expect(await said(put('bad', { text: bomb.join('\n') }))).toContain(
      'alias',
    );
    expect(await said(put('bad', { text: 'a: 1\n---\nb: 2' }))).toContain(
      'one YAML document; there are 2',
    );
    expect(await said(put('bad', {}))).toContain('either text or body');
    expect(await said(put('bad', { text: 'x', body: {} }))).toContain('either');
    expect(await said(put('bad key', { text: REPLY }))).toContain(
      'key: must be',
    );
    const unknown = await itsm
      .as('sam')
      .put('/definitions/replies/x', { text: REPLY });
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toContain('reply-template');
  });

  it('may be planned, and a newer version takes the plan back', async () => {
    await put('plan', { body: { title: 'Now', body: 'x' } });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await put('plan', {
      body: { title: 'Later', body: 'x' },
      validFrom: later,
    });
    const titles = async () =>
      (await itsm.as('sam').get('/definitions?q=plan')).body.items.map(
        (d: any) => [d.title, d.version],
      );
    expect(await titles()).toEqual([['Now', 1]]);
    const then = await itsm.as('sam').get(`${at('plan')}?at=${later}`);
    expect(then.body).toMatchObject({ title: 'Later', state: 'planned' });
    const check = await itsm
      .as('sam')
      .post(`${at('plan')}/check`, { body: { title: 'Anew', body: 'x' } });
    expect(check.body.warnings).toEqual([
      `Version 2, planned for ${later}, is superseded by this one`,
    ]);
    await put('plan', { body: { title: 'Anew', body: 'x' } });
    const after = await itsm.as('sam').get(`${at('plan')}?at=${later}`);
    expect(after.body.title).toBe('Anew');
    const history = await itsm.as('sam').get(`${at('plan')}/versions`);
    expect(history.body.items.map((v: any) => v.state)).toEqual([
      'holds',
      'superseded',
      'superseded',
    ]);
  });

  it('are taken out of use by a version that says so', async () => {
    await put('gone', { text: REPLY });
    expect((await itsm.as('sam').delete(at('gone'))).status).toBe(204);
    expect((await itsm.as('sam').delete(at('gone'))).status).toBe(404);
    const listed = async (more = '') =>
      (await itsm.as('sam').get(`/definitions?q=gone${more}`)).body.items;
    expect(await listed()).toEqual([]);
    expect(await listed('&removed=true')).toMatchObject([
      { key: 'gone', state: 'removed', version: 2 },
    ]);
    expect((await put('gone', { text: REPLY })).body.version).toBe(3);
    const verified = await itsm.as('sam').get(`${at('gone')}/verification`);
    expect(verified.body).toMatchObject({ entries: 3, holds: true });
  });

  it('are for whom the policy lets, and written by the role admin under any policy', async () => {
    const refused = await put('mine', { text: REPLY }, 'maria');
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('the role "admin"');
    expect((await itsm.as('maria').delete(at('thanks'))).status).toBe(403);
    expect((await itsm.as('maria').post('/definitions/reload')).status).toBe(
      403,
    );
    expect((await itsm.as('rita').get(at('thanks'))).status).toBe(200);
    readAllowed = false;
    try {
      for (const path of [
        '/definitions',
        '/definition-kinds',
        '/definitions/problems',
        at('thanks'),
        `${at('thanks')}/versions`,
        `${at('thanks')}/verification`,
      ])
        expect([path, (await itsm.as('rita').get(path)).status]).toEqual([
          path,
          403,
        ]);
    } finally {
      readAllowed = true;
    }
    expect((await itsm.anonymous.get('/definitions')).status).toBe(401);
  });

  it('come in pages and have a JSON schema for editors', async () => {
    for (const key of ['page-a', 'page-b', 'page-c'])
      await put(key, { text: REPLY });
    const first = await itsm.as('sam').get('/definitions?q=page-&limit=2');
    expect(first.body.items.map((d: any) => d.key)).toEqual([
      'page-a',
      'page-b',
    ]);
    const { nextCursor } = first.body.pageInfo;
    const second = await itsm
      .as('sam')
      .get(`/definitions?q=page-&limit=2&cursor=${nextCursor}`);
    expect(second.body.items.map((d: any) => d.key)).toEqual(['page-c']);
    const back = await itsm
      .as('sam')
      .get(
        `/definitions?q=page-&limit=2&cursor=${second.body.pageInfo.prevCursor}`,
      );
    expect(back.body.items).toEqual(first.body.items);
    const other = await itsm
      .as('sam')
      .get(`/definitions?q=other&cursor=${nextCursor}`);
    expect(other.status).toBe(400);
    const kinds = await itsm.as('sam').get('/definition-kinds');
    const reply = kinds.body.items.find(
      (k: any) => k.kind === 'reply-template',
    );
    expect(reply.schema).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['title', 'body']),
      additionalProperties: false,
    });
  });
});

describe.each(databases.eachSupportedId())(
  'the journal of definitions on %s',
  databaseId => {
    let knex: Knex;
    const admin = user('sam', [], ['admin']);
    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });

    it('tells every version, and shows who changed one past it', async () => {
      const { definitionService: service } = await kernelOnDatabase(knex);
      // Looks like one of the journal's references to a person, and is none.
      const body = { title: 'T', body: '{"principal":1,"hash":"x"}' };
      await service.write(admin, 'reply-template', 'a', { body });
      await service.remove(admin, 'reply-template', 'a');
      const rows = await knex('journal').orderBy('position');
      expect(rows.map(r => [r.subject_type, r.subject_id, r.kind])).toEqual([
        ['definition', 'reply-template/a', 'definition.written'],
        ['definition', 'reply-template/a', 'definition.removed'],
      ]);
      const verify = () => service.verify(admin, 'reply-template', 'a');
      expect(await verify()).toEqual({ entries: 2 });
      await knex('definitions')
        .where('version', 1)
        .update({ body: JSON.stringify({ ...body, title: 'Forged' }) });
      expect(await verify()).toEqual({
        entries: 2,
        brokenAt: Number(rows[0].position),
      });
    });

    it('is read by another backend within two seconds', async () => {
      const clock = new FixedClock();
      const here = await kernelOnDatabase(knex, { clock });
      const there = await kernelOnDatabase(knex, { clock });
      const titles = async (kernel: typeof here) =>
        (await kernel.definitions.list<any>('reply-template')).map(
          d => d.body.title,
        );
      expect(await titles(there)).toEqual([]);
      await here.definitionService.write(admin, 'reply-template', 'a', {
        body: { title: 'T', body: 'x' },
      });
      expect(await titles(here)).toEqual(['T']);
      clock.pass(1999);
      expect(await titles(there)).toEqual([]);
      clock.pass(1);
      expect(await titles(there)).toEqual(['T']);
      const found = await there.definitions.find<any>('reply-template', 'a');
      expect(found).toMatchObject({
        version: 1,
        validFrom: NOON,
        body: { audience: 'requester', types: [], groups: [] },
      });
      expect(
        await there.definitions.find('reply-template', 'a', NOON - 1),
      ).toBeUndefined();
    });
  },
);
