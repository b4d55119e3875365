import { mockServices } from '@backstage/backend-test-utils';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { moduleOf } from '../../tests/notes/notesPractice';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise(r => setTimeout(r, 20));
};

describe.each(databases.eachSupportedId())('operations on %s', databaseId => {
  let itsm: RunningItsm;
  let admin: ReturnType<RunningItsm['as']>;
  let broken = true;
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: async () => {},
      fail: async () => {},
    })),
  });

  /** A practice whose projection and whose due work fail as long as `broken`. */
  const fragile = moduleOf({
    id: 'fragile',
    title: 'Fragile',
    projections: () => [
      {
        id: 'fragile.names',
        title: 'Names',
        kinds: ['record.created'],
        apply: async () => {
          if (broken) throw new Error('no room for names');
        },
        reset: async () => {},
      },
      {
        id: 'fragile.letters',
        title: 'Letters',
        fromNow: true,
        apply: async () => {},
      },
    ],
    dueHandlers: () => [
      {
        kind: 'fragile.glass',
        title: 'Breaks a glass',
        attempts: 1,
        handle: async () => {
          if (broken) throw new Error('no glass left');
        },
      },
    ],
    async start(kernel) {
      const glass = { kind: 'fragile.glass', dueAt: 1 };
      await kernel.due.schedule([
        { ...glass, key: 'one', payload: { recordId: 'r1' } },
        { ...glass, key: 'two' },
        { ...glass, key: 'later', dueAt: Date.now() + HOUR },
        { kind: 'gone.kind', key: 'three', dueAt: 2 },
      ]);
    },
  });

  beforeEach(async () => {
    broken = true;
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      features: [fragile, auditor.factory],
    });
    admin = itsm.asService('importer');
    await itsm
      .as('maria')
      .post('/incidents', {
        title: 'Checkout returns 502',
        serviceRef: 'component:default/checkout',
        impact: 2,
        urgency: 2,
      })
      .expect(201);
  });
  afterEach(() => itsm.stop());

  const follower = async (id: string) => {
    const { body } = await admin.get('/operations/followers').expect(200);
    return body.items.find((f: any) => f.id === id);
  };

  it('show which entry a follower cannot take up, and let it try again', async () => {
    await until(async () => Boolean((await follower('fragile.names')).failure));
    expect(await follower('fragile.names')).toMatchObject({
      state: 'failing',
      title: 'Names',
      lag: expect.any(Number),
      canRebuild: true,
      failure: {
        position: expect.any(Number),
        kind: 'record.created',
        message: 'no room for names',
      },
    });
    broken = false;
    const { body } = await admin
      .post('/operations/followers/fragile.names/retry', {})
      .expect(200);
    expect(body.id).toBe('fragile.names');
    await until(async () => (await follower('fragile.names')).lag === 0);
    expect(await follower('fragile.names')).toMatchObject({
      state: 'following',
      lagSeconds: 0,
    });
  });

  it('rebuild a follower, unless what it does would leave the system twice', async () => {
    broken = false;
    await admin
      .post('/operations/followers/fragile.names/rebuild', {})
      .expect(202);
    await until(async () => (await follower('fragile.names')).lag === 0);
    const refused = await admin
      .post('/operations/followers/fragile.letters/rebuild', {})
      .expect(409);
    expect(refused.body.error.message).toContain('Letters cannot be built');
    await admin.post('/operations/followers/nobody/retry', {}).expect(404);
  });

  it('show due work that failed, that waits, and that nobody handles', async () => {
    await until(async () => {
      const { body } = await admin.get('/operations/due?state=failed');
      return body.items.length === 2;
    });
    const failed = await admin
      .get('/operations/due?state=failed&limit=1')
      .expect(200);
    expect(failed.body.items).toMatchObject([
      {
        kind: 'fragile.glass',
        title: 'Breaks a glass',
        state: 'failed',
        attempts: 1,
        lastError: 'no glass left',
      },
    ]);
    const { nextCursor } = failed.body.pageInfo;
    const rest = await admin
      .get(`/operations/due?state=failed&limit=1&cursor=${nextCursor}`)
      .expect(200);
    expect(rest.body.items).toHaveLength(1);
    expect(rest.body.items[0].id).not.toBe(failed.body.items[0].id);
    expect(rest.body.pageInfo.nextCursor).toBeUndefined();

    const overdue = await admin.get('/operations/due').expect(200);
    const alone = overdue.body.items.filter((i: any) => i.kind === 'gone.kind');
    expect(alone).toHaveLength(1);
    expect(alone[0].title).toBeUndefined();
    // What practices have to do meanwhile is due for a moment too.
    await until(async () => {
      const { body } = await admin.get('/operations/due/summary');
      return body.overdue === 1;
    });
    const summary = await admin.get('/operations/due/summary').expect(200);
    expect(summary.body).toMatchObject({ failed: 2, overdue: 1 });
    expect(summary.body.kinds).toContainEqual({
      kind: 'fragile.glass',
      title: 'Breaks a glass',
    });
  });

  it('let due work try again, one or all that failed, or take it back', async () => {
    const failed = async () =>
      (await admin.get('/operations/due?state=failed')).body.items;
    await until(async () => (await failed()).length === 2);
    const [one] = await failed();
    await admin.post(`/operations/due/${one.id}/retry`, {}).expect(200);
    await until(async () => (await failed()).length === 2);
    broken = false;
    const again = await admin
      .post('/operations/due/retry', { kind: 'fragile.glass' })
      .expect(200);
    expect(again.body).toEqual({ retried: 2 });
    await until(async () => {
      const waiting = await admin.get('/operations/due?state=waiting');
      // Built-in practices plan something, too.
      const own = waiting.body.items.filter((i: any) =>
        ['fragile.glass', 'gone.kind'].includes(i.kind),
      );
      return own.length === 2;
    });
    expect(await failed()).toEqual([]);
    const { body } = await admin.get('/operations/due?kind=gone.kind');
    const path = `/operations/due/${body.items[0].id}/cancel`;
    await admin.post(path, {}).expect(204);
    await admin.post(path, {}).expect(404);
  });

  it('are for admins only, whatever the policy allows, and what is done is audited', async () => {
    for (const path of ['followers', 'due', 'due/summary']) {
      const refused = await itsm.as('dana').get(`/operations/${path}`);
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toContain('role "admin"');
    }
    await itsm.as('dana').post('/operations/due/retry', {}).expect(403);
    await itsm.anonymous.get('/operations/due').expect(401);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'due-work-retry' }),
    );
  });

  it('say what is wrong with a question', async () => {
    const bad = await admin.get('/operations/due?state=lost').expect(400);
    expect(bad.body.error.message).toContain('state');
    await admin.get('/operations/due?cursor=xyz').expect(400);
    await admin.post('/operations/due/no-id/retry', {}).expect(400);
  });
});
