import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('incidents on %s', databaseId => {
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
    expect(answer.body).toMatchObject({
      number: expect.stringMatching(/^INC-\d+$/),
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('routes a filed incident to the group that owns the service, with a priority from the matrix', async () => {
    const incident = await file('rita', {
      impact: 1,
      urgency: 2,
      description: '**502** since 9:00',
    });
    expect(incident).toMatchObject({
      status: 'new',
      statusCategory: 'open',
      ownerRef: 'group:default/payments',
      requesterRef: 'user:default/rita',
      priority: 2,
      channel: 'portal',
      description: '**502** since 9:00',
      viewer: { standing: ['requester'], seesInternal: false },
      refs: {
        'component:default/checkout': { title: 'checkout', dangling: false },
      },
    });
  });

  it('takes an incident from filing to closed, and back', async () => {
    const { number } = await file();
    const maria = itsm.as('maria');
    const take = (transition: string, fields: object = {}) =>
      maria.post(`/incidents/${number}/transitions`, { transition, ...fields });

    expect((await take('acknowledge')).body).toMatchObject({
      status: 'new',
      acknowledgedAt: expect.any(String),
    });
    expect((await take('start')).body).toMatchObject({
      status: 'in-progress',
      assigneeRef: 'user:default/maria',
    });
    expect((await take('hold')).body.error.message).toBe(
      'holdReason: Hold reason is needed to "Put on hold"',
    );
    expect(
      (await take('hold', { holdReason: 'requester' })).body,
    ).toMatchObject({
      statusCategory: 'waiting',
      holdReason: 'requester',
    });
    const resumed = await take('resume');
    expect(resumed.body.status).toBe('in-progress');
    expect(resumed.body.holdReason).toBeUndefined();
    expect(
      (
        await take('resolve', {
          resolution: 'Rolled back',
          resolutionCode: 'solved',
        })
      ).body,
    ).toMatchObject({
      status: 'resolved',
      resolvedAt: expect.any(String),
    });
    const reopened = await itsm
      .as('rita')
      .post(`/incidents/${number}/transitions`, {
        transition: 'reopen',
        reopenReason: 'Still 502',
      });
    expect(reopened.body).toMatchObject({
      status: 'in-progress',
      reopenCount: 1,
      reopenReason: 'Still 502',
    });
    expect(reopened.body.resolvedAt).toBeUndefined();
    await take('resolve', {
      resolution: 'Fixed for good',
      resolutionCode: 'solved',
    });
    expect((await take('close')).body).toMatchObject({
      status: 'closed',
      closedAt: expect.any(String),
    });

    const journal = await maria.get(`/records/${number}/journal`);
    expect(journal.body.items.map((e: any) => e.transition ?? e.kind)).toEqual([
      'close',
      'resolve',
      'reopen',
      'resolve',
      'resume',
      'hold',
      'start',
      'acknowledge',
      'record.created',
    ]);
    const verified = await maria.get(`/records/${number}/journal/verification`);
    expect(verified.body).toMatchObject({ entries: 9, holds: true });
  });
});
