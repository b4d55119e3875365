import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('custom fields on %s', id => {
  let itsm: RunningItsm;
  const file = async (by: string, values: object) =>
    (
      await itsm.as(by).post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Something',
        ...values,
      })
    ).body;
  const define = (key: string, body: object) =>
    itsm
      .asService('external:importer')
      .put(`/definitions/custom-field/${key}`, { body });
  const list = (by: string, filter: unknown, more = '') =>
    itsm
      .as(by)
      .get(
        `/incidents?filter=${encodeURIComponent(
          JSON.stringify(filter),
        )}${more}`,
      );
  const numbers = async (by: string, filter: unknown) => {
    const answer = await list(by, filter);
    expect(answer.body.error).toBeUndefined();
    return answer.body.items.map((i: any) => i.number).sort();
  };

  beforeAll(async () => {
    const knex = await databases.init(id);
    itsm = await startItsm({ knex });
    for (const [key, body] of Object.entries({
      color: {
        label: 'Color',
        type: 'choice',
        choices: [
          { value: 'red', label: 'Red' },
          { value: 'blue', label: 'Blue' },
        ],
      },
      seats: { label: 'Seats', type: 'number', unit: 'people' },
      verdict: { label: 'Verdict', type: 'text', audience: 'internal' },
      approver: { label: 'Approver', type: 'user' },
      until: { label: 'Until', type: 'instant' },
    })) {
      await define(key, { recordTypes: ['incident'], ...body });
    }
  });
  afterAll(() => itsm.stop());

  it('need record types that are there', async () => {
    const { status, body } = await define('other', {
      recordTypes: ['incident', 'elephant'],
      label: 'X',
      type: 'string',
    });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('there is no record type "elephant" here'),
    ]);
  });

  it('are set, journalled, filtered, sorted and emptied like any other', async () => {
    const incident = await file('maria', {
      title: 'Custom',
      custom: {
        color: 'red',
        seats: 12,
        approver: 'user:default/sam',
        until: '2026-12-01T00:00:00.000Z',
      },
    });
    expect(incident.custom).toEqual({
      color: 'red',
      seats: 12,
      approver: 'user:default/sam',
      until: '2026-12-01T00:00:00.000Z',
    });
    const patched = await itsm
      .as('maria')
      .patch(`/incidents/${incident.number}`, {
        custom: { seats: null, verdict: 'It was the cat' },
      });
    expect(patched.body.custom).toMatchObject({ verdict: 'It was the cat' });
    expect(patched.body.custom.seats).toBeUndefined();
    expect(await numbers('maria', { 'custom.color': 'RED' })).toEqual([
      incident.number,
    ]);
    expect(
      await numbers('maria', {
        'custom.until': { $gte: '2026-12-01' },
        'custom.approver': 'user:default/sam',
        'custom.seats': { $exists: false },
        'custom.verdict': { $hasPrefix: 'it was' },
      }),
    ).toEqual([incident.number]);
    const listed = await list('maria', { 'custom.color': 'red' });
    expect(listed.body.items[0].custom.color).toBe('red');
    const { body: journal } = await itsm
      .as('maria')
      .get(`/records/${incident.number}/journal`);
    const changes = journal.items.flatMap((e: any) => e.changes);
    expect(changes).toEqual(
      expect.arrayContaining([
        {
          field: 'custom.seats',
          label: 'Seats',
          type: 'number',
          before: 12,
        },
        expect.objectContaining({
          field: 'custom.approver',
          after: 'user:default/sam',
        }),
        expect.objectContaining({
          field: 'custom.verdict',
          after: 'It was the cat',
        }),
      ]),
    );
    // Text and people stand beside the journal, so that they can be erased.
    const raw = JSON.stringify(await itsm.knex('journal').select('payload'));
    expect(raw).not.toContain('It was the cat');
    expect(raw).not.toContain('user:default/sam');
    const verified = await itsm
      .as('maria')
      .get(`/records/${incident.number}/journal/verification`);
    expect(verified.body.holds).toBe(true);
  });

  it('that are internal are empty for who does not work on the record', async () => {
    const { number } = await file('rita', {
      title: 'Internal',
      custom: { color: 'blue' },
    });
    await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { custom: { verdict: 'secret' } });
    const asked = { 'custom.verdict': 'secret' };
    expect(await numbers('maria', asked)).toEqual([number]);
    expect(await numbers('rita', asked)).toEqual([]);
    const shown = await itsm.as('rita').get(`/incidents/${number}`);
    expect(shown.body.custom).toEqual({ color: 'blue' });
    const plain = await itsm.as('rita').get(`/records/${number}`);
    expect(plain.body.custom).toEqual({ color: 'blue' });
    const records = await itsm.as('rita').get('/records?type=incident');
    expect(JSON.stringify(records.body)).not.toContain('secret');
    const timeline = await itsm.as('rita').get(`/records/${number}/journal`);
    expect(JSON.stringify(timeline.body)).not.toContain('secret');
    const set = await itsm
      .as('rita')
      .patch(`/incidents/${number}`, { custom: { verdict: 'mine' } });
    expect(set.status).toBe(403);
  });

  it.each([
    [
      { colour: 'red' },
      /^custom\.colour: there is no such custom field; did you mean custom\.color\?/,
    ],
    [{ color: 'green' }, 'custom.color: must be one of red, blue'],
    [{ seats: 'many' }, 'custom.seats: must be a number'],
    [{ until: 'soon' }, /^custom\.until: must be an instant/],
    [
      { approver: 'group:default/payments' },
      'custom.approver: must be a reference to a user',
    ],
    [{ approver: 'user:default/nobody' }, /^custom\.approver: /],
    [{ color: ['red'] }, /^custom\.color: /],
  ])('refuse %j', async (custom, said) => {
    const answer = await itsm.as('maria').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'X',
      custom,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(said);
  });

  it('that are required are asked of people and not of machines', async () => {
    const { number } = await file('maria', { title: 'Before it was needed' });
    const admin = itsm.asService('external:importer');
    const body = {
      recordTypes: ['incident'],
      label: 'Site',
      type: 'string',
      required: true,
    };
    await admin.put('/definitions/custom-field/site', { body });
    const incident = {
      serviceRef: 'component:default/checkout',
      title: 'Where?',
    };
    const without = await itsm.as('maria').post('/incidents', incident);
    expect([without.status, without.body.error.message]).toEqual([
      400,
      'custom.site: Site is required',
    ]);
    const by = await itsm
      .asService('external:monitor')
      .post('/incidents', incident);
    expect(by.status).toBe(201);
    const edited = await itsm
      .as('maria')
      .patch(`/incidents/${number}`, { impact: 1 });
    expect(edited.status).toBe(200);
    await admin.put('/definitions/custom-field/site', {
      body: { ...body, required: false },
    });
    await file('maria', { title: 'Again' });
  });
});
