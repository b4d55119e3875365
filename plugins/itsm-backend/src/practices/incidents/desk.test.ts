import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const inAnHour = () => new Date(Date.now() + HOUR).toISOString();

describe.each(databases.eachSupportedId())('the desk on %s', databaseId => {
  let itsm: RunningItsm;

  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(databaseId) });
  });
  afterAll(() => itsm.stop());

  const file = async (as = 'rita', body: object = {}) => {
    const answer = await itsm.as(as).post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'Checkout returns 502',
      ...body,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const get = async (as: string, number: string) =>
    (await itsm.as(as).get(`/incidents/${number}`)).body;
  const resolve = (as: string, number: string) =>
    itsm.as(as).post(`/incidents/${number}/transitions`, {
      transition: 'resolve',
      resolution: 'Restarted the gateway.',
      resolutionCode: 'solved',
    });
  const comments = async (as: string, number: string) =>
    (
      await itsm.as(as).get(`/records/${number}/journal?show=comments`)
    ).body.items.map((e: any) => [e.audience, e.comment.body]);

  describe('taking the next one', () => {
    it('gives the most urgent incident that waits longest, and each to one person only', async () => {
      const late = await file('rita', { impact: 3, urgency: 3 });
      const first = await file('rita', { impact: 1, urgency: 1 });
      const second = await file('rita', { impact: 1, urgency: 1 });
      const taken = await Promise.all(
        ['maria', 'dana'].map(name =>
          itsm.as(name).post('/incidents/take-next', {
            queue: 'group:default/payments',
          }),
        ),
      );
      const numbers = taken.map(t => t.body.incident.number).sort();
      expect(numbers).toEqual([first.number, second.number].sort());
      expect(taken[0].body.incident.assigneeRef).toBe('user:default/maria');
      const last = await itsm.as('maria').post('/incidents/take-next', {});
      expect(last.body.incident.number).toBe(late.number);
      const none = await itsm.as('maria').post('/incidents/take-next', {});
      expect(none.body).toEqual({});
    });

    it('is for people, not for pipelines', async () => {
      const answer = await itsm
        .asService('external:monitor')
        .post('/incidents/take-next', {});
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('Only a person');
    });
  });

  it('is told whether whoever opens the form is an agent', async () => {
    const agents = ['dana', 'rita', 'maria'].map(async who => {
      const { body } = await itsm.as(who).get('/incidents/settings');
      return body.agent;
    });
    expect(await Promise.all(agents)).toEqual([true, false, false]);
  });

  it('assigns to who asks, unless somebody was faster', async () => {
    const { number, version } = await file();
    const take = (name: string) =>
      itsm
        .as(name)
        .post(`/incidents/${number}/assign-to-me`)
        .set('If-Match', `"${version}"`);
    expect((await take('maria')).body.assigneeRef).toBe('user:default/maria');
    const late = await take('dana');
    expect(late.status).toBe(409);
    expect(late.body.error.message).toContain('changed Assignee');
  });

  it('changes many at once, each on its own, and says what became of each', async () => {
    const open = await file();
    const other = await file();
    await resolve('maria', other.number);
    const answer = await itsm.as('maria').post('/incidents/bulk', {
      items: [
        { id: open.number },
        { id: other.number, version: 1 },
        { id: 'INC-999999' },
      ],
      patch: { category: 'network' },
    });
    expect(answer.status).toBe(200);
    expect(answer.body.items).toMatchObject([
      { id: open.number, number: open.number, done: true },
      { done: false, reason: expect.stringContaining('changed') },
      { done: false, reason: expect.stringContaining('There is no incident') },
    ]);
    const moved = await itsm.as('maria').post('/incidents/bulk', {
      items: [{ id: open.number }, { id: other.number }],
      transition: { transition: 'start' },
    });
    expect(moved.body.items).toMatchObject([
      { done: true },
      { done: false, reason: expect.stringContaining('Resolved') },
    ]);
    const both = await itsm.as('maria').post('/incidents/bulk', {
      items: [{ id: open.number }],
      patch: { category: 'x' },
      transition: { transition: 'start' },
    });
    expect(both.status).toBe(400);
  });

  describe('major incidents', () => {
    it('say what is known and when the next update comes, to all who follow the service if announced', async () => {
      const { number } = await file('rita', { impact: 1, urgency: 1 });
      const declare = (as: string, body: object) =>
        itsm.as(as).put(`/incidents/${number}/major`, body);
      const body = {
        summary: 'Payments fail for all cards.',
        nextUpdateAt: inAnHour(),
        announced: true,
      };
      expect((await declare('rita', body)).status).toBe(403);
      const declared = await declare('maria', body);
      expect(declared.body).toMatchObject({
        major: true,
        majorSummary: 'Payments fail for all cards.',
        majorSince: expect.any(String),
      });
      const late = await declare('maria', {
        ...body,
        nextUpdateAt: '2020-01-01T00:00:00.000Z',
      });
      expect(late.status).toBe(400);

      // Sam follows the system that the service is part of.
      await itsm
        .as('sam')
        .put('/follows', { entityRef: 'System:default/shop' });
      const seen = await itsm.as('sam').get('/incidents/disruptions');
      expect(seen.body.items).toMatchObject([
        {
          serviceRef: 'component:default/checkout',
          summary: 'Payments fail for all cards.',
          number,
        },
      ]);
      await itsm
        .as('sam')
        .delete('/follows?entityRef=system:default/shop')
        .expect(204);
      const gone = await itsm.as('sam').get('/incidents/disruptions');
      expect(gone.body.items).toEqual([]);

      await itsm.as('maria').delete(`/incidents/${number}/major`).expect(200);
      const over = await itsm
        .as('sam')
        .get('/incidents/disruptions?entity=component:default/checkout');
      expect(over.body.items).toEqual([]);
    });

    it('are never announced while restricted', async () => {
      const { number } = await file('maria', { visibility: 'restricted' });
      const answer = await itsm.as('maria').put(`/incidents/${number}/major`, {
        summary: 'Keys leaked.',
        nextUpdateAt: null,
        announced: true,
      });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('restricted');
    });
  });

  describe('duplicates', () => {
    it('resolve into the other one, which their requester and watchers watch from then on', async () => {
      const first = await file('sam');
      const second = await file('rita');
      const closed = await itsm
        .as('maria')
        .post(`/incidents/${second.number}/duplicate`, { into: first.number });
      expect(closed.body).toMatchObject({
        status: 'resolved',
        resolutionCode: 'duplicate',
      });
      expect((await get('maria', first.number)).participants).toContainEqual({
        principalRef: 'user:default/rita',
        role: 'watcher',
        canRead: false,
      });
      const circle = await itsm
        .as('maria')
        .post(`/incidents/${first.number}/duplicate`, { into: second.number });
      expect(circle.status).toBe(409);
      const itself = await itsm
        .as('maria')
        .post(`/incidents/${first.number}/duplicate`, { into: first.number });
      expect(itself.status).toBe(400);
      expect((await get('maria', first.number)).status).toBe('new');
    });

    it('carry their comments over when merged, for those who work on it only', async () => {
      const first = await file('sam');
      const second = await file('rita', { description: 'Card refused.' });
      await itsm.as('rita').post(`/records/${second.number}/comments`, {
        body: 'Visa, since nine.',
        audience: 'requester',
      });
      const merged = await itsm
        .as('maria')
        .post(`/incidents/${second.number}/merge`, { into: first.number });
      expect(merged.body.status).toBe('resolved');
      expect(await comments('sam', first.number)).toEqual([]);
      expect(await comments('maria', first.number)).toEqual([
        ['internal', expect.stringContaining('> Visa, since nine.')],
      ]);
    });
  });

  it('makes trees of incidents, never circles', async () => {
    const [a, b, c] = [await file(), await file(), await file()];
    const child = (of: any, parent: any) =>
      itsm.as('maria').post(`/records/${of.number}/links`, {
        kind: 'child-of',
        target: parent.number,
      });
    expect((await child(a, b)).status).toBe(201);
    expect((await child(b, c)).status).toBe(201);
    expect((await child(c, a)).status).toBe(409);
    expect((await child(a, c)).body.error.message).toContain(
      'part of another record already',
    );
  });

  it('asks the requester how satisfied they are, once it is resolved, and nobody else', async () => {
    const { number } = await file('rita');
    const rate = (as: string, body: object = { score: 5 }) =>
      itsm.as(as).put(`/incidents/${number}/satisfaction`, body);
    expect((await rate('rita')).status).toBe(400);
    await resolve('maria', number);
    expect((await rate('maria')).status).toBe(403);
    expect((await rate('rita', { score: 6 })).status).toBe(400);
    const rated = await rate('rita', { score: 4, comment: 'Quick.' });
    expect(rated.body).toMatchObject({
      satisfaction: 4,
      satisfactionComment: 'Quick.',
    });
    const told = await itsm.as('maria').get(`/records/${number}/journal`);
    expect(told.body.items[0]).toMatchObject({
      actorRef: 'user:default/rita',
      changes: expect.arrayContaining([
        expect.objectContaining({ field: 'satisfaction', after: 4 }),
      ]),
    });
  });

  it('needs to know how an incident ended', async () => {
    const { number } = await file();
    const answer = await itsm
      .as('maria')
      .post(`/incidents/${number}/transitions`, {
        transition: 'resolve',
        resolution: 'Done.',
      });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('How it ended');
  });

  it('lets people watch what they may read, and stop watching', async () => {
    const { number, updatedAt } = await file('rita');
    const watch = { principalRef: 'user:default/sam', role: 'watcher' };
    await itsm
      .as('sam')
      .post(`/records/${number}/participants`, watch)
      .expect(201);
    const seen = await get('sam', number);
    expect(seen.viewer).toMatchObject({ watches: true, canEdit: false });
    expect(seen.updatedAt).toBe(updatedAt);
    await itsm
      .as('rita')
      .delete(
        `/records/${number}/participants?principalRef=user:default/sam&role=watcher`,
      )
      .expect(403);
    await itsm
      .as('sam')
      .delete(
        `/records/${number}/participants?principalRef=user:default/sam&role=watcher`,
      )
      .expect(204);
    expect((await get('sam', number)).viewer.watches).toBe(false);
  });

  it('never answers from a cache: what one may do changes without the version', async () => {
    const { number } = await file();
    const first = await itsm.as('maria').get(`/incidents/${number}`);
    expect(first.headers['cache-control']).toBe('private, no-store');
    const again = await itsm
      .as('dana')
      .get(`/incidents/${number}`)
      .set('If-None-Match', first.headers.etag);
    expect(again.status).toBe(200);
  });

  it('keeps reminders for who set them', async () => {
    const { number } = await file();
    const at = inAnHour();
    const set = await itsm
      .as('maria')
      .post(`/records/${number}/reminders`, { at, note: 'Ask the bank' });
    expect(set.status).toBe(201);
    const mine = await itsm.as('maria').get(`/records/${number}/reminders`);
    expect(mine.body.items).toMatchObject([{ at, note: 'Ask the bank' }]);
    const other = await itsm.as('dana').get(`/records/${number}/reminders`);
    expect(other.body.items).toEqual([]);
    await itsm
      .as('dana')
      .delete(`/records/${number}/reminders/${set.body.id}`)
      .expect(404);
    await itsm
      .as('maria')
      .delete(`/records/${number}/reminders/${set.body.id}`)
      .expect(204);
    const past = await itsm
      .as('maria')
      .post(`/records/${number}/reminders`, { at: '2020-01-01T00:00:00.000Z' });
    expect(past.status).toBe(400);
  });
});
