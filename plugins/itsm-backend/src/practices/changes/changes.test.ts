import { setTimeout as sleep } from 'node:timers/promises';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';

const inMs = (milliseconds: number) =>
  new Date(Date.now() + milliseconds).toISOString();
const PLAN = {
  justification: 'Certificates run out.',
  plan: '1. Replace them',
  rollbackPlan: 'Put the old ones back.',
};

describe.each(databases.eachSupportedId())('changes on %s', databaseId => {
  let itsm: RunningItsm;

  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(databaseId) });
  });
  afterAll(() => itsm.stop());

  const file = async (as = 'rita', body: object = {}) => {
    const answer = await itsm.as(as).post('/changes', {
      serviceRef: CHECKOUT,
      title: 'Renew certificates',
      ...body,
    });
    expect(answer.body.error).toBeUndefined();
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const planned = (as = 'rita', body: object = {}) =>
    file(as, {
      ...PLAN,
      plannedStart: inMs(DAY),
      plannedEnd: inMs(DAY + HOUR),
      ...body,
    });
  const take = (
    as: string,
    number: string,
    transition: string,
    fields: object = {},
  ) =>
    itsm
      .as(as)
      .post(`/changes/${number}/transitions`, { transition, ...fields });
  const refusal = ({ status, body }: { status: number; body: any }) =>
    `${status} ${body.error?.message}`;
  const possible = (change: any) =>
    change.viewer.transitions
      .filter((t: any) => t.allowed)
      .map((t: any) => t.name);
  const isIdle = async () => {
    await itsm.caughtUp();
    const left = await itsm
      .knex('due_work')
      .where('next_at', '<=', Date.now())
      .orWhere('kind', 'change.reassess') // may change what is asked
      .first();
    return !left;
  };
  /** Followers and due work have done what they have to do, and what follows from that. */
  const settled = async () => {
    for (let i = 0; i < 400; i += 1) {
      if ((await isIdle()) && (await isIdle())) return;
      await sleep(25);
    }
    throw new Error('There is still something to do');
  };
  /** The group that owns the service decides; maria is all of it. */
  const decide = async (number: string, decision: 'approve' | 'reject') => {
    await settled();
    const maria = itsm.as('maria');
    const { body } = await maria.get(`/records/${number}/approvals`);
    const [round] = body.items;
    const [{ id }] = round.steps[0].seats;
    const answer = await maria.post(`/approvals/seats/${id}/decision`, {
      decision,
      round: round.round,
      ...(decision === 'reject' ? { note: 'Too soon' } : {}),
    });
    expect(answer.body.error).toBeUndefined();
    await settled();
    return (await maria.get(`/changes/${number}`)).body;
  };
  const put = (number: string, values: object) =>
    itsm
      .knex('changes')
      .whereIn('record_id', q =>
        q.select('id').from('records').where({ number }),
      )
      .update(values);

  it('are filed as drafts against a service and the items they affect', async () => {
    const change = await file('rita', {
      description: 'All of *shop*',
      expectedImpact: 'degraded',
      affects: [CART, CHECKOUT, 'Component:Default/Cart'],
      plannedStart: '2099-03-01T10:00:00.000Z',
    });
    expect(change).toMatchObject({
      number: expect.stringMatching(/^CHG-\d+$/),
      status: 'draft',
      changeType: 'normal',
      expectedImpact: 'degraded',
      ownerRef: 'group:default/payments',
      requesterRef: 'user:default/rita',
      plannedStart: '2099-03-01T10:00:00.000Z',
      affects: [CART, CHECKOUT],
      warnings: [],
      refs: { [CART]: { title: 'cart', dangling: false } },
      viewer: { standing: ['requester'] },
    });
    expect(change.viewer.transitions.map((t: any) => t.name)).toEqual([
      'submit',
      'cancel',
      'withdraw',
    ]);
    const { body } = await itsm.as('maria').get(`/changes/${change.number}`);
    expect(body).toMatchObject({ id: change.id, affects: [CART, CHECKOUT] });
    // The entity shows what affects it, as its service or as one of its items.
    for (const entity of [CART, CHECKOUT]) {
      const list = await itsm.as('maria').get(`/changes?entity=${entity}`);
      expect(list.body.items.map((i: any) => i.number)).toContain(
        change.number,
      );
    }
  });

  it('are filed from an incident, which they are linked with', async () => {
    const incident = await itsm
      .as('rita')
      .post('/incidents', { serviceRef: CHECKOUT, title: 'Expired' });
    const change = await file('maria', { fromIncident: incident.body.number });
    const links = await itsm
      .as('maria')
      .get(`/records/${incident.body.number}/links`);
    expect(links.body.items).toMatchObject([
      { kind: 'relates-to', record: { number: change.number } },
    ]);
  });

  it('refuse a window that cannot be, whoever says it and however', async () => {
    const maria = itsm.as('maria');
    const filed = (body: object) =>
      maria.post('/changes', { serviceRef: CHECKOUT, title: 'T', ...body });
    const start = '2099-03-01T10:00:00.000Z';
    expect(
      refusal(
        await filed({
          plannedStart: start,
          plannedEnd: '2099-03-01T09:00:00.000Z',
        }),
      ),
    ).toMatch(/^400 plannedEnd: must be after the planned start/);
    expect(
      refusal(
        await filed({
          plannedStart: start,
          plannedEnd: '2109-03-01T10:00:00.000Z',
        }),
      ),
    ).toMatch(/^400 plannedEnd: must be at most 90 days/);
    expect(refusal(await filed({ plannedStart: 'tomorrow' }))).toMatch(
      /^400 plannedStart: must be an instant/,
    );
    // Across a switch of clocks it is an hour shorter on the wall, and as long as it is.
    const across = await file('maria', {
      plannedStart: '2099-03-29T00:30:00.000Z',
      plannedEnd: '2099-03-29T01:30:00.000Z',
    });
    expect(across.plannedEnd).toBe('2099-03-29T01:30:00.000Z');
    const moved = await maria.patch(`/changes/${across.number}`, {
      plannedEnd: '2099-03-29T00:00:00.000Z',
    });
    expect(refusal(moved)).toMatch(/^400 plannedEnd: must be after/);
    for (const computed of ['risk', 'preApproved', 'approval', 'nonsense']) {
      expect(refusal(await filed({ [computed]: 'low' }))).toMatch(
        new RegExp(`^400 .*${computed}`),
      );
    }
    expect(refusal(await filed({ affects: ['component:default/no'] }))).toMatch(
      /^400 affects: there is no component:default\/no/,
    );
    expect(
      refusal(await filed({ affects: [CART, 'component:default/no'] })),
    ).toMatch(/^400 affects: there is no component:default\/no/);
    expect(
      refusal(
        await filed({ affects: Array.from({ length: 101 }, () => CART) }),
      ),
    ).toMatch(/^400 affects: must name at most 100/);
  });

  it('may be drafted for a time that has passed, with a warning, and not be put forward', async () => {
    const { number, warnings } = await planned('rita', {
      plannedStart: inMs(-HOUR),
    });
    expect(warnings).toEqual([
      { field: 'plannedStart', message: expect.stringContaining('passed') },
    ]);
    expect(refusal(await take('rita', number, 'submit'))).toMatch(
      /^400 plannedStart: must not be in the past/,
    );
    const later = await take('rita', number, 'submit', {
      plannedStart: inMs(HOUR),
    });
    expect(later.body).toMatchObject({ status: 'assess', warnings: [] });
    expect(
      refusal(
        await itsm
          .as('maria')
          .patch(`/changes/${number}`, { plannedStart: inMs(-HOUR) }),
      ),
    ).toMatch(/^400 plannedStart: must not be in the past/);
  });

  it('go from draft to closed, and say at each step what is missing', async () => {
    const draft = await file('rita');
    const { number } = draft;
    expect(refusal(await take('rita', number, 'submit'))).toBe(
      '400 justification: Why is needed to "Submit"',
    );
    const window = { plannedStart: inMs(5 * MINUTE), plannedEnd: inMs(HOUR) };
    await take('rita', number, 'submit', { ...PLAN, ...window }).expect(200);
    expect(
      refusal(
        await take('rita', number, 'send-back', { sentBackReason: 'No' }),
      ),
    ).toMatch(/^403 /);
    const back = await take('maria', number, 'send-back', {
      sentBackReason: 'How is it tested?',
    });
    expect(back.body).toMatchObject({
      status: 'draft',
      sentBackReason: 'How is it tested?',
    });
    const again = await take('rita', number, 'submit');
    expect(again.body.sentBackReason).toBeUndefined();
    const asked = await take('rita', number, 'request-approval');
    expect(asked.body.status).toBe('authorize');
    // Nobody takes a decision but those who are asked.
    expect(
      possible((await itsm.as('maria').get(`/changes/${number}`)).body),
    ).toEqual(['send-back', 'cancel']);
    expect(refusal(await take('maria', number, 'authorize'))).toMatch(/^409 /);

    expect(await decide(number, 'approve')).toMatchObject({
      status: 'scheduled',
      approval: 'approved',
    });
    const started = await take('maria', number, 'start');
    expect(started.body).toMatchObject({
      status: 'implement',
      assigneeRef: 'user:default/maria',
      actualStart: expect.any(String),
    });
    expect(
      refusal(
        await itsm.as('maria').patch(`/changes/${number}`, { plan: 'Other' }),
      ),
    ).toMatch(/^409 plan: work on CHG-\d+ has begun/);
    expect(
      refusal(await take('maria', number, 'finish', { outcome: 'failed' })),
    ).toMatch(/^400 outcomeNote: say how it went/);
    expect(
      refusal(
        await take('maria', number, 'finish', {
          outcome: 'successful',
          actualEnd: inMs(HOUR),
        }),
      ),
    ).toMatch(/^400 actualEnd: must not be in the future/);
    const done = await take('maria', number, 'finish', {
      outcome: 'successful',
    });
    expect(done.body).toMatchObject({
      status: 'review',
      outcome: 'successful',
      actualEnd: expect.any(String),
    });
    await put(number, { review_reason: 'sampled' });
    expect(refusal(await take('maria', number, 'close'))).toMatch(
      /^409 The change has to be reviewed/,
    );
    await put(number, { reviewed_at: Date.now() });
    expect((await take('maria', number, 'close')).body.status).toBe('closed');
    expect(
      refusal(
        await itsm.as('maria').put(`/changes/${number}/affected`, { refs: [] }),
      ),
    ).toMatch(/^409 CHG-\d+ is over/);
  });

  it('start in their window only, and only as approved', async () => {
    const { number } = await planned('rita');
    await take('rita', number, 'submit').expect(200);
    await take('dana', number, 'request-approval').expect(200);
    const scheduled = await decide(number, 'approve');
    const start = scheduled.viewer.transitions.find(
      (t: any) => t.name === 'start',
    );
    expect(start).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('reschedule'),
    });
    expect(refusal(await take('maria', number, 'start'))).toBe(
      `409 ${start.reason}`,
    );
    // Whoever moves it does not start what was approved for another time.
    await itsm
      .as('dana')
      .patch(`/changes/${number}`, { plannedStart: inMs(MINUTE) })
      .expect(200);
    expect(refusal(await take('maria', number, 'start'))).toMatch(/^409 /);
    await settled();
    const asked = await itsm.as('maria').get(`/changes/${number}`);
    expect(asked.body).toMatchObject({
      status: 'authorize',
      approval: 'requested',
    });
    expect(await decide(number, 'reject')).toMatchObject({
      status: 'rejected',
    });
    expect((await take('rita', number, 'revise')).body.status).toBe('draft');
  });

  it('begin at once in an emergency, and wait for the decision before they close', async () => {
    const { number } = await file('rita', { changeType: 'emergency' });
    expect(refusal(await take('rita', number, 'start-emergency'))).toMatch(
      /^403 /,
    );
    const begun = await take('dana', number, 'start-emergency');
    expect(begun.body).toMatchObject({
      status: 'implement',
      assigneeRef: 'user:default/dana',
      actualStart: expect.any(String),
    });
    // It is written down afterwards.
    await itsm
      .as('dana')
      .patch(`/changes/${number}`, { plan: 'Restarted it' })
      .expect(200);
    await take('dana', number, 'finish', { outcome: 'successful' }).expect(200);
    await put(number, { reviewed_at: Date.now() });
    expect(refusal(await take('maria', number, 'close'))).toMatch(
      /^409 An emergency change is decided about afterwards/,
    );
    expect(await decide(number, 'approve')).toMatchObject({
      status: 'review',
      approval: 'approved',
    });
    expect((await take('maria', number, 'close')).body.status).toBe('closed');
    const normal = await file('maria');
    expect(
      refusal(await take('maria', normal.number, 'start-emergency')),
    ).toMatch(/^409 Only an emergency/);
  });

  it('are scheduled without a decision while they are as their template says', async () => {
    const { number } = await planned('rita', { changeType: 'standard' });
    expect(refusal(await take('rita', number, 'schedule'))).toMatch(
      /^409 Only a pre-approved/,
    );
    await put(number, { pre_approved: true });
    expect(refusal(await take('rita', number, 'submit'))).toMatch(
      /^409 A pre-approved/,
    );
    await take('rita', number, 'schedule').expect(200);
    const maria = itsm.as('maria');
    const moved = await maria.patch(`/changes/${number}`, {
      plannedStart: inMs(MINUTE),
    });
    expect(moved.body.preApproved).toBe(true);
    const rewritten = await maria.patch(`/changes/${number}`, {
      rollbackPlan: 'None.',
    });
    expect(rewritten.body.preApproved).toBe(false);
    expect(refusal(await take('maria', number, 'start'))).toMatch(
      /^409 The change is not approved/,
    );
    expect((await take('maria', number, 'ask-again')).body.status).toBe(
      'authorize',
    );
  });

  it('say all the items they affect in one command, once', async () => {
    const { number } = await file('maria', { affects: [CART] });
    const maria = itsm.as('maria');
    const set = (refs: string[]) =>
      maria.put(`/changes/${number}/affected`, { refs });
    const told = async () => {
      const { body } = await maria.get(`/records/${number}/journal`);
      return body.items.flatMap((e: any) =>
        e.link ? [`${e.kind} ${e.link.target}`] : [],
      );
    };
    const before = await told();
    const changed = await set([CHECKOUT, CHECKOUT]);
    expect(changed.body.affects).toEqual([CHECKOUT]);
    const after = await told();
    expect(after.slice(0, after.length - before.length).sort()).toEqual([
      `link.added ${CHECKOUT}`,
      `link.removed ${CART}`,
    ]);
    // What is so already is no change.
    await set([CHECKOUT]).expect(200);
    expect(await told()).toEqual(after);
    expect((await set([CART]).set('If-Match', '"99"')).status).toBe(409);
    expect(refusal(await set([CART, 'component:default/no']))).toMatch(
      /^400 affects: there is no/,
    );
    expect(await told()).toEqual(after);
    expect((await set([])).body.affects).toEqual([]);
    expect(
      (
        await itsm
          .as('sam')
          .put(`/changes/${number}/affected`, { refs: [CART] })
      ).status,
    ).toBe(403);
  });

  it('are copied as a new draft: what they say, affect and take, not when and who', async () => {
    const from = await planned('maria', {
      affects: [CART],
      testEvidence: 'Staging',
      changeType: 'standard',
    });
    const of = `/records/${from.number}`;
    const maria = itsm.as('maria');
    const first = await maria.post(`${of}/tasks`, { title: 'Build' });
    await maria.post(`${of}/tasks`, {
      title: 'Roll out',
      blockedBy: [first.body.id],
      audience: 'requester',
    });
    const copy = await maria.post(`/changes/${from.number}/copy`);
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({
      ...PLAN,
      title: from.title,
      status: 'draft',
      changeType: 'normal',
      testEvidence: 'Staging',
      affects: [CART],
    });
    expect(copy.body.number).not.toBe(from.number);
    expect(copy.body.plannedStart).toBeUndefined();
    const tasks = await maria.get(`/records/${copy.body.number}/tasks`);
    expect(tasks.body.items).toMatchObject([
      { title: 'Build' },
      { title: 'Roll out', blockedBy: [expect.anything()] },
    ]);
  });

  it('are edited and moved in bulk, exported and imported like every record', async () => {
    const [a, b] = [await file('maria'), await planned('maria')];
    const bulk = await itsm.as('maria').post('/changes/bulk', {
      items: [{ id: a.number }, { id: b.number }],
      transition: { transition: 'submit' },
    });
    expect(bulk.body.items).toMatchObject([
      { done: false, reason: expect.stringContaining('justification') },
      { done: true, number: b.number },
    ]);
    const csv = await itsm
      .as('maria')
      .get(
        `/changes/export?columns=number,changeType,plannedStart&q=${b.number}`,
      );
    expect(csv.text).toContain(`${b.number},`);
    const filter = encodeURIComponent(
      JSON.stringify({
        $all: [
          { plannedStart: { $gte: inMs(HOUR) } },
          { plannedStart: { $lt: inMs(7 * DAY) } },
          { changeType: 'normal' },
        ],
      }),
    );
    const week = await itsm
      .as('maria')
      .get(`/changes?filter=${filter}&sort=plannedStart&order=asc`);
    expect(week.body.error).toBeUndefined();
    expect(week.body.items.map((i: any) => i.number)).toContain(b.number);
    expect(week.body.items.map((i: any) => i.number)).not.toContain(a.number);
  });
});
