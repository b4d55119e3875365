import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { demoCatalog } from '../../../testing/demoCatalog';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { nearestOf, type ListedRow } from './nearest';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const always = {
  name: 'Always',
  timeZone: 'UTC',
  week: Object.fromEntries(
    [
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
    ].map(day => [day, [{ from: '00:00', to: '24:00' }]]),
  ),
};
const within = (metric: string, duration: string) => ({
  metric,
  goals: [{ within: duration, calendar: 'always' }],
});

describe('the clock that is nearest to its end', () => {
  const row = (id: string, more: Partial<ListedRow> = {}): ListedRow => ({
    recordId: 'one',
    id,
    type: 'sla',
    metric: 'resolution',
    state: 'running',
    goal: HOUR,
    elapsed: 0,
    breached: false,
    calendarKey: 'always',
    ...more,
  });
  const nearest = (...rows: ListedRow[]) => nearestOf(rows).map(({ id }) => id);

  it('is the running one that is due first', () => {
    expect(
      nearest(row('later', { dueAt: 2 }), row('sooner', { dueAt: 1 })),
    ).toEqual(['sooner']);
  });

  it('is a running one before one that is held, however little is left of that', () => {
    expect(
      nearest(
        row('held', { state: 'paused', elapsed: HOUR - 1 }),
        row('running', { dueAt: 9 * HOUR }),
      ),
    ).toEqual(['running']);
  });

  it('is of those that are held the one with the least left', () => {
    expect(
      nearest(
        row('much', { state: 'paused', elapsed: 1 }),
        row('little', { state: 'paused', elapsed: HOUR / 2 }),
      ),
    ).toEqual(['little']);
  });

  it('is told for each record', () => {
    expect(nearest(row('a'), row('b', { recordId: 'two' }))).toEqual([
      'a',
      'b',
    ]);
  });
});

describe.each(databases.eachSupportedId())('listed clocks on %s', id => {
  let knex: Knex;
  let itsm: RunningItsm;

  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({
      knex,
      entities: demoCatalog,
      config: {
        itsm: {
          access: {
            roles: {
              agent: ['group:default/service-desk'],
              admin: ['group:default/payments'],
            },
            decisionCacheSeconds: 0,
          },
        },
      },
    });
    const define = (kind: string, key: string, body: object) =>
      itsm.as('maria').put(`/definitions/${kind}/${key}`, { body }).expect(200);
    await define('calendar', 'always', always);
    await define('agreement', 'gold', {
      name: 'Gold',
      type: 'sla',
      targets: [within('response', '2h'), within('resolution', '4h')],
    });
    await define('agreement', 'between', {
      name: 'Between teams',
      type: 'ola',
      targets: [within('resolution', '1h')],
    });
  });
  afterAll(() => itsm.stop());

  const file = async (more: object = {}) => {
    const { body } = await itsm
      .as('rita')
      .post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Cards are declined',
        ...more,
      })
      .expect(201);
    await itsm.caughtUp();
    return body as { id: string; number: string };
  };
  const move = async (number: string, transition: string, more = {}) => {
    await itsm
      .as('dana')
      .post(`/incidents/${number}/transitions`, { transition, ...more })
      .expect(200);
    await itsm.caughtUp();
  };
  const listed = async (ids: readonly string[], as = 'dana') => {
    const { body } = await itsm
      .as(as)
      .get(`/service-levels/clocks?records=${ids.join(',')}`)
      .expect(200);
    return Object.fromEntries(
      body.items.map((clock: { recordId: string }) => [clock.recordId, clock]),
    ) as Record<string, any>;
  };

  it('gives each record the clock that ends first, with what counts so far', async () => {
    const first = await file();
    const second = await file();
    const clocks = await listed([first.id, second.id]);
    expect(Object.keys(clocks).sort()).toEqual([first.id, second.id].sort());
    const clock = clocks[first.id];
    expect(clock).toMatchObject({
      type: 'ola',
      metric: 'resolution',
      state: 'running',
      counting: true,
      goal: HOUR,
      breached: false,
    });
    expect(clock.elapsed).toBeGreaterThanOrEqual(0);
    expect(clock.elapsed).toBeLessThan(HOUR);
  });

  it('gives a requester what was promised to them, and nobody what they may not read', async () => {
    const { id: seen } = await file();
    const mine = await listed([seen], 'rita');
    expect(mine[seen]).toMatchObject({ type: 'sla', metric: 'response' });
    const { id: secret } = await file({ visibility: 'restricted' });
    expect(Object.keys(await listed([seen, secret], 'otto'))).not.toContain(
      secret,
    );
  });

  it('gives one that is held, and none when all is done', async () => {
    const { id: record, number } = await file();
    await move(number, 'acknowledge');
    await move(number, 'hold', { holdReason: 'supplier' });
    expect((await listed([record]))[record]).toMatchObject({
      state: 'paused',
      counting: false,
    });
    await move(number, 'resume');
    await move(number, 'resolve', {
      resolutionCode: 'solved',
      resolution: 'Done',
    });
    expect(await listed([record])).toEqual({});
  });

  it('says that it takes ids, and how many', async () => {
    const refused = async (query: string) => {
      const { body } = await itsm
        .as('dana')
        .get(`/service-levels/clocks${query}`)
        .expect(400);
      return body.error.message as string;
    };
    expect(await refused('?records=INC-1')).toMatch(/must be ids of records/);
    expect(await refused('?records=')).toMatch(/ids of 1 to 200 records/);
    const many = Array.from({ length: 201 }, () => '0'.repeat(36)).join(',');
    expect(await refused(`?records=${many}`)).toMatch(/at most 200 records/);
  });
});
