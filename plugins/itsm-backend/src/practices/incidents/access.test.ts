import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionExports } from '@backstage/plugin-permission-node';
import { recordResourceRef, recordRules } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: recordResourceRef,
  rules: recordRules,
});

type Decide = (
  permission: string,
  userRef: string | undefined,
) => PolicyDecision;
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/** Rita sees what she asked for; everybody else sees all. */
const conditional: Decide = (permission, userRef) => {
  if (userRef !== 'user:default/rita' || permission.endsWith('.create'))
    return allow;
  return createConditionalDecision(
    {
      name: permission,
      type: 'resource',
      resourceType: 'itsm-record',
      attributes: {},
    } as any,
    conditions.isRequester({ claims: [userRef] }),
  );
};

describe.each(databases.eachSupportedId())('access on %s', databaseId => {
  const running: RunningItsm[] = [];
  const start = async (decide?: Decide, config?: object) => {
    const itsm = await startItsm({
      knex: await databases.init(databaseId),
      decide,
      config,
    });
    running.push(itsm);
    return itsm;
  };
  afterEach(() => Promise.all(running.splice(0).map(r => r.stop())));

  const file = async (itsm: RunningItsm, as: string, body: object = {}) =>
    (
      await itsm.as(as).post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Down',
        ...body,
      })
    ).body;

  it('never shows internal comments to the requester, under allow-all', async () => {
    const itsm = await start();
    const { number } = await file(itsm, 'rita');
    await itsm.as('maria').post(`/records/${number}/comments`, {
      body: 'It is the cache',
      audience: 'internal',
    });
    await itsm.as('maria').post(`/records/${number}/comments`, {
      body: 'We are on it',
      audience: 'requester',
    });
    const bodies = async (as: string) =>
      (
        await itsm.as(as).get(`/records/${number}/journal?show=comments`)
      ).body.items.map((e: any) => e.comment.body);
    expect(await bodies('maria')).toEqual(['We are on it', 'It is the cache']);
    expect(await bodies('dana')).toEqual(['We are on it', 'It is the cache']);
    expect(await bodies('rita')).toEqual(['We are on it']);
    // Sam works for another team: he reads the incident, not what its team says among itself.
    expect(await bodies('sam')).toEqual(['We are on it']);
    const sneaky = await itsm
      .as('rita')
      .post(`/records/${number}/comments`, { body: 'x', audience: 'internal' });
    expect(sneaky.status).toBe(403);
    // Dana has the role agent; of her own incident she is a requester like any other.
    const own = await file(itsm, 'dana');
    await itsm.as('maria').post(`/records/${own.number}/comments`, {
      body: 'Hers?',
      audience: 'internal',
    });
    const hers = await itsm
      .as('dana')
      .get(`/records/${own.number}/journal?show=comments`);
    expect(hers.body.items).toEqual([]);
  });

  it('shows a restricted incident to those named in it only, in every list, count, link and journal', async () => {
    const itsm = await start();
    const secret = await file(itsm, 'rita', {
      title: 'Payroll leak',
      visibility: 'restricted',
    });
    const open = await file(itsm, 'maria');
    const linked = await itsm
      .as('maria')
      .post(`/records/${open.number}/links`, {
        kind: 'relates-to',
        target: secret.number,
      });
    expect(linked.status).toBe(201);

    await itsm.caughtUp();
    const sees = async (as: string) => {
      const user = itsm.as(as);
      const [get, list, count, records, links, timeline, search] =
        await Promise.all([
          user.get(`/incidents/${secret.number}`),
          user.get('/incidents'),
          user.get('/incidents?total=true'),
          user.get('/records'),
          user.get(`/records/${open.number}/links`),
          user.get(`/records/${open.number}/journal`),
          user.get('/incidents?q=payroll'),
        ]);
      return {
        get: get.status,
        list: list.body.items.length,
        count: count.body.total,
        records: records.body.items.length,
        links: links.body.items.length,
        told: timeline.body.items.filter((e: any) => e.link).length,
        search: search.body.items.length,
      };
    };
    const all = {
      get: 200,
      list: 2,
      count: 2,
      records: 2,
      links: 1,
      search: 1,
    };
    const none = {
      get: 404,
      list: 1,
      count: 1,
      records: 1,
      links: 0,
      told: 0,
      search: 0,
    };
    expect(await sees('maria')).toEqual({ ...all, told: 1 });
    expect(await sees('rita')).toMatchObject(all);
    expect(await sees('sam')).toEqual(none);
    // The role agent does not open restricted records either.
    expect(await sees('dana')).toEqual(none);

    await itsm.as('maria').post(`/records/${secret.number}/participants`, {
      principalRef: 'user:default/sam',
      role: 'watcher',
    });
    expect((await sees('sam')).get).toBe(404);
    await itsm.as('maria').post(`/records/${secret.number}/participants`, {
      principalRef: 'user:default/sam',
      role: 'collaborator',
      canRead: true,
    });
    expect((await sees('sam')).get).toBe(200);
  });

  it('lets a role read restricted incidents', async () => {
    const itsm = await start(undefined, {
      itsm: {
        access: { roles: { restrictedReader: ['group:default/service-desk'] } },
      },
    });
    const secret = await file(itsm, 'rita', { visibility: 'restricted' });
    expect(
      (await itsm.as('dana').get(`/incidents/${secret.number}`)).status,
    ).toBe(200);
    expect(
      (await itsm.as('sam').get(`/incidents/${secret.number}`)).status,
    ).toBe(404);
  });

  it('follows the assignee of a restricted incident', async () => {
    const itsm = await start();
    const secret = await file(itsm, 'rita', { visibility: 'restricted' });
    const see = async () =>
      (await itsm.as('sam').get(`/incidents/${secret.number}`)).status;
    await itsm.as('maria').patch(`/incidents/${secret.number}`, {
      assigneeRef: 'user:default/sam',
    });
    expect(await see()).toBe(200);
    await itsm
      .as('maria')
      .patch(`/incidents/${secret.number}`, { assigneeRef: null });
    expect(await see()).toBe(404);
  });

  it('turns a conditional policy into SQL, before limit and count', async () => {
    const itsm = await start(conditional);
    const mine = await file(itsm, 'rita');
    const other = await file(itsm, 'sam');
    const list = await itsm.as('rita').get('/incidents?total=true');
    expect(list.body.items.map((i: any) => i.number)).toEqual([mine.number]);
    expect(list.body.total).toBe(1);
    expect(
      (await itsm.as('rita').get(`/incidents/${other.number}`)).status,
    ).toBe(404);
    expect(
      (await itsm.as('rita').get(`/records/${other.number}/journal`)).status,
    ).toBe(404);
    const comment = await itsm
      .as('rita')
      .post(`/records/${other.number}/comments`, {
        body: 'x',
        audience: 'requester',
      });
    expect(comment.status).toBe(404);
    expect((await itsm.as('sam').get('/incidents?total=true')).body.total).toBe(
      2,
    );
  });

  it('asks the permission framework at most once per request', async () => {
    const itsm = await start(conditional);
    const { number } = await file(itsm, 'maria');
    const calls = async (act: () => PromiseLike<unknown>) => {
      const before = itsm.permissionCalls();
      await act();
      return itsm.permissionCalls() - before;
    };
    const maria = itsm.as('maria');
    expect(await calls(() => maria.get('/incidents'))).toBe(1);
    expect(await calls(() => maria.get(`/incidents/${number}`))).toBe(1);
    expect(
      await calls(() => maria.patch(`/incidents/${number}`, { impact: 1 })),
    ).toBe(1);
    expect(
      await calls(() =>
        maria.post(`/incidents/${number}/transitions`, { transition: 'start' }),
      ),
    ).toBe(1);
    expect(await calls(() => maria.get(`/records/${number}/journal`))).toBe(1);
    expect(await calls(() => file(itsm, 'maria'))).toBe(1);
  });

  it('shows and does nothing when the policy denies everything', async () => {
    const itsm = await start(() => deny);
    const filed = await itsm
      .as('maria')
      .post('/incidents', { serviceRef: 'component:default/cart', title: 'x' });
    expect(filed.status).toBe(403);
    expect(filed.body.error.message).toMatch(/itsm\.incident\.create/);
    expect(
      (await itsm.as('maria').get('/incidents?total=true')).body,
    ).toMatchObject({ items: [], total: 0 });
    expect(
      Number((await itsm.knex('records').count({ n: '*' }).first())!.n),
    ).toBe(0);
  });

  it('answers who may file and not look with what they filed', async () => {
    const itsm = await start(permission =>
      permission.endsWith('.create') ? allow : deny,
    );
    const { number } = await file(itsm, 'rita');
    expect(number).toMatch(/^INC-/);
    expect((await itsm.as('rita').get(`/incidents/${number}`)).status).toBe(
      404,
    );
  });

  it('tells readers why they may not change', async () => {
    const itsm = await start(permission =>
      permission.endsWith('.update') ? deny : allow,
    );
    const { number, viewer } = await file(itsm, 'maria');
    expect(viewer.canUpdate).toBe(false);
    expect(viewer.transitions[0]).toMatchObject({
      allowed: false,
      reason: expect.stringMatching(/may read/),
    });
    const answer = await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { impact: 1 });
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toMatch(
      /may read INC-\d+ but not change it/,
    );
  });

  it('gives no requester what others work on by moving it to a service of their own', async () => {
    const itsm = await start();
    const { number } = await file(itsm, 'sam');
    await itsm.as('maria').post(`/records/${number}/comments`, {
      body: 'It is the cache',
      audience: 'internal',
    });
    const moved = await itsm
      .as('sam')
      .patch(`/incidents/${number}`, { serviceRef: 'component:default/cart' });
    expect(moved.status).toBe(403);
    expect(moved.body.error.message).toBe(
      `This would make ${number} yours to work on; ask whoever works on it in a comment to hand it over`,
    );
    const handed = await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { serviceRef: 'component:default/cart' });
    expect(handed.status).toBe(200);
  });

  it('keeps work to those who work on it, whatever the policy allows', async () => {
    const itsm = await start();
    const { number } = await file(itsm, 'rita');
    const start_ = await itsm
      .as('sam')
      .post(`/incidents/${number}/transitions`, { transition: 'start' });
    expect(start_.status).toBe(403);
    expect(start_.body.error.message).toBe(
      '"Start work" is for the assignee, the owner group or an agent.',
    );
    expect(
      (await itsm.as('sam').patch(`/incidents/${number}`, { impact: 1 }))
        .status,
    ).toBe(403);
    // The requester may correct what she filed until work starts, and withdraw it.
    expect(
      (
        await itsm
          .as('rita')
          .patch(`/incidents/${number}`, { title: 'Checkout down' })
      ).status,
    ).toBe(200);
    await itsm
      .as('maria')
      .post(`/incidents/${number}/transitions`, { transition: 'start' });
    expect(
      (await itsm.as('rita').patch(`/incidents/${number}`, { title: 'Again' }))
        .status,
    ).toBe(403);
  });
});
