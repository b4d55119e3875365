import { createHash, randomBytes } from 'crypto';
import { request as httpRequest } from 'http';
import type { AddressInfo } from 'net';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { PIECE_BYTES } from './DatabaseStorage';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const MB = 1_000_000;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sha256 = (bytes: Buffer) =>
  createHash('sha256').update(bytes).digest('hex');

describe.each(databases.eachSupportedId())('attachments on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;
  let number: string;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      config: {
        itsm: {
          access: {
            roles: { admin: ['user:default/dana'] },
            decisionCacheSeconds: 0,
          },
          attachments: { maxPerRecord: 4, maxTotalPerRecord: '30 MB' },
        },
      },
    });
  });
  afterAll(() => itsm.stop());
  beforeEach(async () => {
    const filed = await itsm.as('rita').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'Checkout is down',
    });
    number = filed.body.number;
  });

  const address = (name: string, audience = 'requester') =>
    `/records/${number}/attachments?name=${encodeURIComponent(
      name,
    )}&audience=${audience}`;
  const send = (
    who: string,
    name: string,
    bytes: Buffer,
    more: { audience?: string; type?: string; key?: string } = {},
  ) => {
    const test = itsm
      .as(who)
      .post(address(name, more.audience))
      .set('Content-Type', more.type ?? 'application/octet-stream');
    if (more.key) test.set('Idempotency-Key', more.key);
    return test.send(bytes);
  };
  const list = async (who: string) =>
    (await itsm.as(who).get(`/records/${number}/attachments`)).body;
  const names = async (who: string) =>
    (await list(who)).items.map((i: any) => i.name);
  const content = (id: string) =>
    `/records/${number}/attachments/${id}/content`;
  const download = (who: string, id: string) =>
    itsm
      .as(who)
      .get(content(id))
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
  /** What the database keeps beside attachments that are there. */
  const leftOver = async () => {
    const of = (table: string) => knex(table).count({ n: '*' }).first();
    const pieces = await knex('attachment_chunks')
      .whereNotIn(
        'content_id',
        knex('attachments').whereNull('removed_at').select('id'),
      )
      .count({ n: '*' })
      .first();
    const noted: any = await of('attachment_leftovers');
    return [Number(pieces!.n), Number(noted.n)];
  };
  const untilNothingIsLeft = async () => {
    const until = Date.now() + 20_000;
    while (`${await leftOver()}` !== '0,0') {
      if (Date.now() > until) throw new Error('Something is left over');
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
  };

  it('are kept as they were sent, told in the timeline, and given back as files only', async () => {
    const bytes = Buffer.concat([
      Buffer.from('%PDF-1.7\n'),
      randomBytes(3 * MB),
    ]);
    const added = await send('maria', '計画 "plan".pdf', bytes, {
      type: 'application/pdf',
    });
    expect(added.body).toEqual({
      id: expect.any(String),
      name: '計画 "plan".pdf',
      mediaType: 'application/pdf',
      size: bytes.length,
      sha256: sha256(bytes),
      audience: 'requester',
      uploaderRef: 'user:default/maria',
      createdAt: expect.any(String),
      viewer: { canRemove: true },
    });
    expect(added.status).toBe(201);
    const { id } = added.body;
    const pieces = await knex('attachment_chunks')
      .where('content_id', id)
      .select('bytes');
    expect(Math.max(...pieces.map(p => p.bytes.length))).toBe(PIECE_BYTES);

    const { items, refs, canAddFor, limits } = await list('rita');
    expect(items).toEqual([{ ...added.body, viewer: { canRemove: false } }]);
    expect(refs['user:default/maria']).toMatchObject({
      title: 'Maria Payments',
    });
    expect(canAddFor).toEqual(['requester']);
    expect(limits).toEqual({
      fileSize: 25 * MB,
      files: 4,
      totalSize: 30 * MB,
    });

    const got = await download('rita', id);
    expect(got.body.equals(bytes)).toBe(true);
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="?? \\"plan\\".pdf"; filename*=UTF-8''%E8%A8%88%E7%94%BB%20%22plan%22.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-cache, no-transform',
      etag: `"${sha256(bytes)}"`,
    });
    const again = await itsm
      .as('rita')
      .get(content(id))
      .set('If-None-Match', got.headers.etag);
    expect(again.status).toBe(304);
    // The rights are asked before the hash is compared.
    const stranger = await itsm.anonymous
      .get(content(id))
      .set('If-None-Match', got.headers.etag);
    expect(stranger.status).toBe(401);

    const { body: journal } = await itsm
      .as('rita')
      .get(`/records/${number}/journal`);
    expect(journal.items[0]).toMatchObject({
      kind: 'attachment.added',
      actorRef: 'user:default/maria',
      audience: 'requester',
      attachment: {
        id,
        name: '計画 "plan".pdf',
        mediaType: 'application/pdf',
        size: bytes.length,
      },
    });
    await itsm.caughtUp();
  });

  it('never make a page of what could be one', async () => {
    for (const [name, text] of [
      ['page.html', '<!doctype html><script>alert(1)</script>'],
      [
        'drawing.svg',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      ],
      ['feed.xml', '<?xml version="1.0"?><a/>'],
    ]) {
      const added = await send('rita', name, Buffer.from(text), {
        type: 'text/html',
      });
      expect(added.status).toBe(201);
      const { headers } = await download('rita', added.body.id);
      expect(headers['content-type']).toBe('application/octet-stream');
      expect(headers['content-disposition']).toMatch(/^attachment; /);
    }
  });

  it('are of limited size, and of one that is too large nothing is left', async () => {
    const before = await knex('journal').count({ n: '*' }).first();
    const large = Buffer.concat([PNG, randomBytes(30 * MB)]);
    const sentence =
      'big.png: is larger than 25 MB, the most that a file may have here; shorten it, or say where it can be had';
    const told = await send('maria', 'big.png', large);
    expect(told.status).toBe(413);
    expect(told.body.error.message).toBe(sentence);

    // Without a length that says so beforehand, it is found out while it is read.
    const { port } = itsm.server.address() as AddressInfo;
    const answer = await new Promise<{ status?: number; text: string }>(
      (resolve, reject) => {
        const sending = httpRequest(
          {
            port,
            method: 'POST',
            path: `/api/itsm${address('big.png')}`,
            headers: { authorization: itsm.header('maria') },
          },
          async response => {
            let text = '';
            for await (const chunk of response) text += chunk;
            resolve({ status: response.statusCode, text });
          },
        );
        sending.on('error', reject);
        for (let at = 0; at < large.length; at += MB)
          sending.write(large.subarray(at, at + MB));
        sending.end();
      },
    );
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text).error.message).toBe(sentence);
    expect(await names('maria')).toEqual([]);
    expect(await leftOver()).toEqual([0, 0]);
    expect(await knex('journal').count({ n: '*' }).first()).toEqual(before);
  });

  it('are taken under the last part of whatever path is sent', async () => {
    await send('maria', '../../x', Buffer.from('text'));
    await send('maria', 'C:\\temp\\\u202eshot.png', PNG);
    expect(await names('rita')).toEqual(['x', 'shot.png']);
    const none = await send('maria', '../..', PNG);
    expect(none.status).toBe(400);
    expect(none.body.error.message).toBe(
      'name: must be the name of a file, like plan.pdf',
    );
  });

  it.each([
    [
      'lie about their type',
      'shot.png',
      Buffer.from('<html>x</html>'),
      /said to be a PNG image, but its content is an HTML page/,
    ],
    [
      'are programs',
      'shot.png',
      Buffer.concat([Buffer.from('MZ'), randomBytes(2 * MB)]),
      /programs and scripts are not taken/,
    ],
    ['are empty', 'shot.png', Buffer.alloc(0), /is empty/],
  ])(
    'that %s are refused, and nothing is left',
    async (_, name, bytes, sentence) => {
      const refused = await send('maria', name, bytes);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toMatch(sentence);
      expect(await names('maria')).toEqual([]);
      expect(await leftOver()).toEqual([0, 0]);
    },
  );

  it('come two at once, and one after the other in the journal', async () => {
    const files = [randomBytes(2 * MB), randomBytes(2 * MB)].map(b =>
      Buffer.concat([Buffer.from('%PDF-'), b]),
    );
    const both = await Promise.all(
      files.map((bytes, i) => send('maria', `${i}.pdf`, bytes)),
    );
    expect(both.map(b => b.status)).toEqual([201, 201]);
    for (const [i, { body }] of both.entries()) {
      const got = await download('maria', body.id);
      expect(got.body.equals(files[i])).toBe(true);
    }
    const { body: chain } = await itsm
      .as('maria')
      .get(`/records/${number}/journal/verification`);
    expect(chain).toMatchObject({ entries: 3, holds: true });
  });

  it('that break off in the middle leave nothing', async () => {
    const { port } = itsm.server.address() as AddressInfo;
    await new Promise<void>(resolve => {
      const sending = httpRequest({
        port,
        method: 'POST',
        path: `/api/itsm${address('half.pdf')}`,
        headers: {
          authorization: itsm.header('maria'),
          'content-length': 5 * MB,
        },
      });
      sending.on('error', () => resolve());
      sending.write(Buffer.concat([Buffer.from('%PDF-'), randomBytes(2 * MB)]));
      const wait = async () => {
        const until = Date.now() + 20_000;
        while ((await leftOver())[0] === 0 && Date.now() < until)
          await new Promise(next => {
            setTimeout(next, 20);
          });
        sending.destroy();
      };
      wait();
    });
    await untilNothingIsLeft();
    expect(await names('maria')).toEqual([]);
  });

  it('are as many on a record as may be, and as large together, however they come', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-'), randomBytes(16 * MB)]);
    const both = await Promise.all([
      send('maria', 'a.pdf', large),
      send('maria', 'b.pdf', large),
    ]);
    expect(both.map(b => b.status).sort()).toEqual([201, 409]);
    expect(both.find(b => b.status === 409)!.body.error.message).toMatch(
      /may have 30 MB of attachments and has 16 MB; remove one first/,
    );
    const more = await Promise.all(
      [1, 2, 3, 4].map(i => send('maria', `${i}.png`, PNG)),
    );
    expect(more.map(b => b.status).sort()).toEqual([201, 201, 201, 409]);
    expect(await leftOver()).toEqual([0, 0]);
  });

  it('that are internal are for those who work on the record', async () => {
    const refused = await send('rita', 'inner.png', PNG, {
      audience: 'internal',
    });
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toMatch(/add it for the requester/);
    const inner = await send('maria', 'inner.png', PNG, {
      audience: 'internal',
    });
    await send('rita', 'outer.png', PNG);
    expect(await names('rita')).toEqual(['outer.png']);
    expect(await names('maria')).toEqual(['inner.png', 'outer.png']);
    const { id } = inner.body;
    for (const answer of [
      await itsm.as('rita').get(content(id)),
      await itsm.as('rita').delete(`/records/${number}/attachments/${id}`),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.text).not.toMatch(/inner/);
    }
    const { text } = await itsm.as('rita').get(`/records/${number}/journal`);
    expect(text).toMatch(/outer/);
    expect(text).not.toMatch(/inner/);
  });

  it('are removed by who added them and by those who work on the record, for good', async () => {
    const mine = (await send('rita', 'mine.png', PNG)).body;
    const theirs = (await send('maria', 'theirs.png', PNG)).body;
    const remove = (who: string, { id }: { id: string }) =>
      itsm.as(who).delete(`/records/${number}/attachments/${id}`);
    const refused = await remove('rita', theirs);
    expect(refused.status).toBe(403);
    expect((await remove('rita', mine)).status).toBe(204);
    expect((await remove('maria', theirs)).status).toBe(204);
    const gone = await download('maria', mine.id);
    expect(gone.status).toBe(404);
    expect((await remove('rita', mine)).status).toBe(404);
    expect(await names('maria')).toEqual([]);
    expect(await leftOver()).toEqual([0, 0]);
    const { body } = await itsm.as('maria').get(`/records/${number}/journal`);
    expect(body.items[0]).toMatchObject({
      kind: 'attachment.removed',
      actorRef: 'user:default/maria',
      attachment: { id: theirs.id, name: 'theirs.png' },
    });
    const { body: chain } = await itsm
      .as('maria')
      .get(`/records/${number}/journal/verification`);
    expect(chain.holds).toBe(true);
  });

  it('are added once under an Idempotency-Key', async () => {
    const first = await send('maria', 'once.png', PNG, { key: 'once' });
    const second = await send('maria', 'once.png', PNG, { key: 'once' });
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replay']).toBe('true');
    expect(await names('maria')).toEqual(['once.png']);
  });

  it('are told to whom a comment would be told', async () => {
    await send('maria', 'plan.png', PNG);
    await itsm.caughtUp();
    const until = Date.now() + 20_000;
    const told = () =>
      itsm.notifications.find(n =>
        n.payload.title.startsWith(`New file on ${number}`),
      );
    while (!told() && Date.now() < until)
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    expect(told()!.payload.description).toMatch(/plan\.png/);
  });

  it('go with the words of whoever is erased, content and name', async () => {
    const { id } = (await send('rita', 'rita.png', PNG)).body;
    const kept = (await send('maria', 'kept.png', PNG)).body;
    const erased = await itsm.as('dana').post('/erasures', {
      ref: 'user:default/rita',
      level: 'identity-and-texts',
      force: true,
      confirm: 'user:default/rita',
    });
    expect(erased.body).toMatchObject({
      rows: { attachments: expect.any(Number) },
    });
    expect(await names('maria')).toEqual(['kept.png']);
    expect((await download('maria', id)).status).toBe(404);
    expect((await download('maria', kept.id)).body.equals(PNG)).toBe(true);
    const { body, text } = await itsm
      .as('maria')
      .get(`/records/${number}/journal`);
    expect(text).not.toMatch(/rita\.png/);
    expect(body.items.some((e: any) => e.attachment?.id === id)).toBe(true);
  });
});
