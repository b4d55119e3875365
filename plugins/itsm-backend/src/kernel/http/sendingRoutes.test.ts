import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../testing/webhookReceiver';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };

describe.each(databases.eachSupportedId())('the API on %s', databaseId => {
  let itsm: RunningItsm;
  let receiver: WebhookReceiver;
  let denied = new Set<string>();

  beforeAll(async () => {
    receiver = await startReceiver();
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      decide: permission => (denied.has(permission) ? deny : allow),
      config: {
        backend: { baseUrl: 'http://localhost:7007' },
        itsm: {
          webhooks: { allow: ['127.0.0.1'] },
          access: {
            roles: {
              admin: ['group:default/service-desk'],
              agent: ['group:default/storefront'],
            },
            decisionCacheSeconds: 0,
          },
        },
      },
    });
  });
  beforeEach(() => {
    denied = new Set();
    receiver.received.length = 0;
  });
  afterAll(async () => {
    await itsm.stop();
    await receiver.close();
  });

  const file = async (by = 'rita', body: object = {}) =>
    (
      await itsm.as(by).post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Checkout returns 502',
        ...body,
      })
    ).body;
  const until = async <T>(what: () => T | Promise<T>): Promise<T> => {
    for (let i = 0; i < 400; i++) {
      const found = await what();
      if (found) return found;
      await new Promise(resolve => {
        setTimeout(resolve, 25);
      });
    }
    throw new Error('It did not happen within ten seconds');
  };
  const add = async (body: object = {}) => {
    const response = await itsm
      .as('dana')
      .post('/webhooks', { url: receiver.url, ...body });
    expect(response.status).toBe(201);
    return response.body;
  };

  it('tells receivers and people by itself, as soon as something happens', async () => {
    const webhook = await add({ kinds: ['record.created'] });
    expect(webhook.secret).toMatch(/^whsec_/);
    // Maria comes by, so that it is known what she may read.
    await itsm.as('maria').get('/incidents');
    const { number } = await file('rita', {
      assigneeRef: 'user:default/maria',
    });
    await until(() => receiver.received.length > 0);
    const forMaria = await until(() =>
      itsm.notifications.find(n => n.payload.topic === 'incident.assigned'),
    );
    expect(forMaria).toMatchObject({
      recipients: { entityRef: ['user:default/maria'] },
      payload: { link: `/itsm/incidents/${number}` },
    });
    await until(() => itsm.signals.some(s => s.channel === 'itsm'));

    const listed = await until(async () => {
      const path = `/webhooks/${webhook.id}/deliveries?state=sent`;
      const { body } = await itsm.as('dana').get(path);
      return body.items.length > 0 && body.items;
    });
    expect(listed[0]).toMatchObject({
      channel: 'webhook',
      recipient: webhook.id,
      subject: { type: 'record', number },
      state: 'sent',
      answer: { status: 200 },
    });
    const again = await itsm
      .as('dana')
      .post(`/webhooks/${webhook.id}/deliveries/${listed[0].id}/replay`);
    expect(again.body).toMatchObject({ id: listed[0].id, state: 'waiting' });
    await until(() => receiver.received.length === 2);
    const ids = receiver.received.map(r => r.headers['webhook-id']);
    expect(ids).toEqual([listed[0].id, listed[0].id]);
  });

  it('shows the secret of a webhook once', async () => {
    const { id } = await add();
    const one = await itsm.as('dana').get(`/webhooks/${id}`);
    const all = await itsm.as('dana').get('/webhooks');
    const changed = await itsm
      .as('dana')
      .patch(`/webhooks/${id}`, { description: 'Ours', predicate: null });
    expect(changed.body.description).toBe('Ours');
    for (const { text } of [one, all, changed])
      expect(text).not.toMatch(/whsec_|secret"/);
    const rotated = await itsm.as('dana').post(`/webhooks/${id}/secret`, {});
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.previousSecretUntil).toBeDefined();
    const gone = await itsm.as('dana').delete(`/webhooks/${id}`);
    expect(gone.status).toBe(204);
    expect((await itsm.as('dana').get(`/webhooks/${id}`)).status).toBe(404);
  });

  it('tests a webhook', async () => {
    const { id } = await add({ enabled: false });
    const { body } = await itsm.as('dana').post(`/webhooks/${id}/test`);
    expect(body).toMatchObject({ state: 'sent', topic: 'webhook.test' });
  });

  it.each([
    [{ url: 'ftp://x' }, 'url: must be an https address'],
    [{ url: 'https://u:p@example.com' }, 'url: must be an https address'],
    [{ url: 'https://10.0.0.1' }, 'url: 10.0.0.1 is no public address'],
    [{ url: 'http://example.com' }, 'url: must begin with https://'],
    [{ kinds: ['everything'] }, 'kinds.0: must be a kind of journal entry'],
    [{ recordTypes: ['nonsense'] }, 'recordTypes: there is no record type'],
    [{ predicate: { nonsense: 1 } }, 'predicate.nonsense'],
    [{ predicate: { $where: '1' } }, 'predicate.$where'],
    [{ predicate: [] }, 'predicate: '],
    [{ secret: 'mine' }, 'secret: is not known here'],
  ])('refuses the webhook %j', async (body, why) => {
    const response = await itsm
      .as('dana')
      .post('/webhooks', { url: receiver.url, ...body });
    expect([response.status, response.body.error.message]).toEqual([
      400,
      expect.stringContaining(why),
    ]);
  });

  it('keeps webhooks and deliveries to the role admin and the permission', async () => {
    const { id } = await add();
    const paths = ['/webhooks', `/webhooks/${id}`, '/operations/deliveries'];
    for (const path of paths) {
      expect((await itsm.as('sam').get(path)).status).toBe(403);
      expect((await itsm.as('rita').get(path)).status).toBe(403);
    }
    const body = { url: receiver.url };
    expect((await itsm.as('sam').post('/webhooks', body)).status).toBe(403);
    denied = new Set(['itsm.webhook.manage', 'itsm.operations.read']);
    for (const path of paths)
      expect((await itsm.as('dana').get(path)).status).toBe(403);
  });

  it('names no record in deliveries that the caller may not read', async () => {
    await add();
    const { id } = await file('rita', { visibility: 'restricted' });
    const list = async () =>
      (await itsm.as('dana').get('/operations/deliveries?limit=200')).body
        .items;
    const about = await until(async () =>
      (await list()).find((d: any) => d.subject.id === id),
    );
    expect(about.subject.number).toBeUndefined();
  });

  it('pages through deliveries', async () => {
    await until(
      async () =>
        (
          await itsm.as('dana').get('/operations/deliveries')
        ).body.items.length > 2,
    );
    const seen: string[] = [];
    let path: string | undefined = '/operations/deliveries?limit=2';
    while (path) {
      const { body }: any = await itsm.as('dana').get(path);
      seen.push(...body.items.map((d: any) => d.id));
      const { nextCursor } = body.pageInfo;
      path =
        nextCursor && `/operations/deliveries?limit=2&cursor=${nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const [{ n }] = await itsm.knex('deliveries').count({ n: '*' });
    expect(seen).toHaveLength(Number(n));
    const wrong = await itsm.as('dana').get('/operations/deliveries?cursor=x');
    expect(wrong.status).toBe(400);
  });

  it('says who else is at a record', async () => {
    const { number } = await file();
    const path = `/records/${number}/presence`;
    const put = (who: string, doing: string) =>
      itsm.as(who).post(path, { doing });
    expect((await put('maria', 'replying')).body.items).toEqual([]);
    const { body } = await put('sam', 'viewing');
    expect(body).toMatchObject({
      items: [{ principalRef: 'user:default/maria', doing: 'replying' }],
      refs: { 'user:default/maria': { title: expect.any(String) } },
    });
    expect((await itsm.as('rita').get(path)).status).toBe(403);
    expect((await put('maria', 'sleeping')).status).toBe(400);
    expect((await itsm.as('maria').delete(path)).status).toBe(204);
    expect((await itsm.as('sam').get(path)).body.items).toEqual([]);
  });
});
