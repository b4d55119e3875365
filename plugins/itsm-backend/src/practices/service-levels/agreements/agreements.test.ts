import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { demoCatalog } from '../../../testing/demoCatalog';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const DAYS = 'monday tuesday wednesday thursday friday saturday sunday';
const always = {
  name: 'Around the clock',
  timeZone: 'America/Santiago',
  week: Object.fromEntries(
    DAYS.split(' ').map(day => [day, [{ from: '00:00', to: '24:00' }]]),
  ),
};
const CHECKOUT = 'component:default/checkout';
const promise = (metric: string, within: string, more: object = {}) => ({
  metric,
  goals: [{ within, calendar: 'always' }],
  ...more,
});

describe.each(databases.eachSupportedId())('agreements on %s', databaseId => {
  let knex: Knex;
  let itsm: RunningItsm;

  const define = async (kind: string, key: string, body: object) => {
    const answer = await itsm
      .as('maria')
      .put(`/definitions/${kind}/${key}`, { body });
    expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  };
  const remove = (kind: string, key: string) =>
    itsm.as('maria').delete(`/definitions/${kind}/${key}`).expect(204);
  const get = async (path: string, as = 'dana') =>
    (await itsm.as(as).get(`/service-levels/${path}`).expect(200)).body;
  const file = async (more: object = {}) => {
    const { body } = await itsm
      .as('rita')
      .post('/incidents', {
        serviceRef: CHECKOUT,
        title: 'Cards are declined',
        ...more,
      })
      .expect(201);
    await itsm.caughtUp();
    return body as { id: string; number: string };
  };
  const clockOf = async (number: string, id: string, as = 'dana') => {
    const { clocks } = await get(`records/${number}/clocks`, as);
    return clocks.find((clock: { id: string }) => clock.id === id);
  };
  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await holds()) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('It does not come to that');
  };

  beforeAll(async () => {
    knex = await databases.init(databaseId);
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
    await define('calendar', 'always', always);
    await define('agreement', 'gold', {
      name: 'Gold',
      type: 'sla',
      precedence: 10,
      scope: { 'service.system': 'system:default/shop' },
      targets: [
        {
          metric: 'resolution',
          goals: [
            {
              when: { priority: { $lte: 2 } },
              within: '2h',
              calendar: 'always',
            },
            { within: '8h', calendar: 'always' },
          ],
          thresholds: [
            {
              at: '+1h',
              actions: [{ do: 'reassign', to: 'group:default/service-desk' }],
            },
            { at: '-7h', actions: [{ do: 'proposeMajor' }] },
            {
              at: '75%',
              actions: [
                { do: 'notify', to: ['owner', 'group:default/storefront'] },
              ],
            },
          ],
        },
      ],
    });
  });
  afterAll(() => itsm.stop());

  it('tell their thresholds as a goal reaches them, and what groups are called', async () => {
    const { items, refs } = await get('agreements');
    expect(
      items[0].targets[0].thresholds.map((t: { at: string }) => t.at),
    ).toEqual(['-7h', '75%', '+1h']);
    expect(refs['group:default/storefront'].title).toBe('Storefront');
    expect(refs['group:default/service-desk'].title).toBe('Service desk');
    expect(await get('covered-types', 'rita')).toEqual({
      types: ['incident'],
    });
  });

  it('of several the page says which count, and whether open records show it', async () => {
    await define('agreement', 'vip', {
      name: 'Very important',
      type: 'sla',
      precedence: 5,
      scope: { priority: { $lte: 2 } },
      targets: [promise('resolution', '1h'), promise('response', '10m')],
    });
    await define('agreement', 'elsewhere', {
      name: 'Elsewhere',
      type: 'sla',
      scope: { 'service.system': 'system:default/bank' },
      targets: [promise('resolution', '1h')],
    });
    await define('agreement', 'inside', {
      name: 'Inside',
      type: 'ola',
      targets: [promise('resolution', '1h')],
    });
    const urgent = await file({ impact: 1, urgency: 1 });
    await file({ impact: 3, urgency: 3 });
    await file({ impact: 1, urgency: 1, visibility: 'restricted' });
    const overlap = {
      metrics: ['resolution'],
      recordTypes: ['incident'],
      records: 1,
      examples: [urgent.number],
    };
    // Those that she may not read are not counted.
    expect((await get('agreements/gold')).overlaps).toEqual([
      expect.objectContaining({ ...overlap, key: 'vip', goesBefore: true }),
    ]);
    const vip = await get('agreements/vip');
    expect(vip.overlaps.map((o: any) => [o.key, o.goesBefore])).toEqual([
      ['gold', false],
      ['elsewhere', false],
    ]);
    // Nothing excludes it, and no record shows it.
    expect(vip.overlaps[1]).toMatchObject({ records: 0, examples: [] });
    expect(vip.looked).toEqual({ records: 2, truncated: false });
    expect((await get('agreements/inside')).overlaps).toEqual([]);
    await remove('agreement', 'elsewhere');
  });

  it('promise a service what its facts decide, and the rest with its condition', async () => {
    const { items, facts } = await get(`promises?ref=${CHECKOUT}`);
    expect(facts.system).toBe('system:default/shop');
    expect(
      items.map((p: any) => [
        p.agreement.key,
        p.covers,
        p.targets.map((t: any) => [
          t.metric,
          t.goals.map((g: any) => g.within / HOUR),
          t.behind.map((b: any) => b.key),
        ]),
      ]),
    ).toEqual([
      [
        'vip',
        'some',
        [
          ['resolution', [1], []],
          ['response', [1 / 6], []],
        ],
      ],
      // What is asked of the system is known; of the priority it is not.
      ['gold', 'all', [['resolution', [2, 8], ['vip']]]],
      ['inside', 'all', [['resolution', [1], []]]],
    ]);
    await itsm
      .as('dana')
      .get('/service-levels/promises?ref=component:default/nowhere')
      .expect(404);
  });

  it('leave out for a service what another one promises in every case', async () => {
    await define('agreement', 'first', {
      name: 'First',
      type: 'sla',
      precedence: 1,
      targets: [promise('resolution', '4h')],
    });
    const { items } = await get(`promises?ref=${CHECKOUT}`);
    expect(
      items.map((p: any) => [
        p.agreement.key,
        p.targets.map((t: any) => t.metric),
      ]),
    ).toEqual([
      ['first', ['resolution']],
      ['vip', ['response']],
      ['inside', ['resolution']],
    ]);
    await remove('agreement', 'first');
  });

  it('a goal of nothing is late at once, and what is done then stands with the clock', async () => {
    await define('agreement', 'strict', {
      name: 'Strict',
      type: 'sla',
      precedence: 1,
      scope: { impact: 2, urgency: 2 },
      targets: [
        promise('resolution', '0h', {
          thresholds: [
            { at: '100%', actions: [{ do: 'notify', to: ['owner'] }] },
            { at: '+1h', actions: [{ do: 'webhook' }] },
          ],
        }),
        promise('update', '87600h'),
      ],
    });
    const { number } = await file({ impact: 2, urgency: 2 });
    await until(
      async () =>
        (await clockOf(number, 'sla:resolution')).thresholds?.passed.length ===
        1,
    );
    const clock = await clockOf(number, 'sla:resolution');
    expect(clock).toMatchObject({
      goal: 0,
      state: 'running',
      breached: true,
      calendar: { name: 'Around the clock', timeZone: 'America/Santiago' },
      thresholds: {
        passed: [{ at: '100%', did: ['notify'], tells: ['owner'] }],
        next: { at: '+1h', actions: [{ do: 'webhook' }] },
      },
    });
    expect(clock.dueAt).toBe(clock.startedAt);
    expect(
      Date.parse(clock.thresholds.next.reachedAt) - Date.parse(clock.dueAt),
    ).toBe(HOUR);
    // Who was told is for those who work on it.
    expect(
      (await clockOf(number, 'sla:resolution', 'rita')).thresholds,
    ).toBeUndefined();
    // Ten years of a zone that skips midnight twice a year are ten years.
    const tenYears = await clockOf(number, 'sla:update');
    expect(Date.parse(tenYears.dueAt) - Date.parse(tenYears.startedAt)).toBe(
      87_600 * HOUR,
    );
    const told = await get(`records/${number}/explanation`);
    expect(told).toMatchObject({
      type: 'incident',
      agreements: { strict: { name: 'Strict' } },
      calendars: { always: { timeZone: 'America/Santiago' } },
    });
    const cycle = told.clocks.find((c: any) => c.id === 'sla:resolution')
      .cycles[0];
    expect(cycle.stretches[0].cause.kind).toBe('record.created');
    expect(cycle.passed).toHaveLength(1);
    await remove('agreement', 'strict');
  });

  it('one that is withdrawn while clocks run counts no more; its page and the clocks say so', async () => {
    await define('agreement', 'short-lived', {
      name: 'Short-lived',
      type: 'sla',
      precedence: 1,
      scope: { impact: 2, urgency: 3 },
      targets: [promise('resolution', '1h'), promise('update', '1h')],
    });
    const { number, id } = await file({ impact: 2, urgency: 3 });
    expect((await clockOf(number, 'sla:update')).state).toBe('running');
    await remove('agreement', 'short-lived');
    await until(
      async () => (await clockOf(number, 'sla:update')).state === 'idle',
    );
    const clock = await clockOf(number, 'sla:update');
    expect(clock.agreement).toMatchObject({
      name: 'Short-lived',
      withdrawn: true,
    });
    expect(clock.dueAt).toBeUndefined();
    // Another one goes for the resolution, and for what counted already.
    expect((await clockOf(number, 'sla:resolution')).agreement).toMatchObject({
      key: 'gold',
    });
    await until(async () => {
      const row = await knex('sl_clocks')
        .where({ record_id: id, clock_id: 'sla:update' })
        .first();
      return row.state === 'idle';
    });
    const page = await get('agreements/short-lived');
    expect(page).toMatchObject({
      name: 'Short-lived',
      standing: { state: 'withdrawn' },
      running: 0,
      overlaps: [],
    });
    await itsm.as('dana').get('/service-levels/agreements/never').expect(404);
  });

  it('one that begins later, and one by a calendar that is gone, say so', async () => {
    const from = new Date(Date.now() + 9 * HOUR).toISOString();
    await itsm
      .as('maria')
      .put('/definitions/agreement/later', {
        body: {
          name: 'Later',
          type: 'uc',
          targets: [
            {
              metric: 'resolution',
              goals: [{ within: '1h', calendar: 'nowhere' }],
            },
          ],
        },
        validFrom: from,
      })
      .expect(200);
    expect(await get('agreements/later')).toMatchObject({
      standing: { state: 'planned', from },
      missingCalendars: ['nowhere'],
    });
  });

  it('by a calendar that is over for good a clock never ends, and says so', async () => {
    await define('calendar', 'once', {
      name: 'Once',
      timeZone: 'Pacific/Apia',
      week: {},
      exceptions: [
        {
          name: 'The move',
          date: '2020-01-04',
          spans: [{ from: '08:00', to: '12:00' }],
        },
      ],
    });
    await define('agreement', 'never', {
      name: 'Never',
      type: 'sla',
      precedence: 1,
      scope: { impact: 3, urgency: 1 },
      targets: [
        { metric: 'resolution', goals: [{ within: '1h', calendar: 'once' }] },
      ],
    });
    const { number } = await file({ impact: 3, urgency: 1 });
    const clock = await clockOf(number, 'sla:resolution');
    expect(clock).toMatchObject({ state: 'running', counting: false });
    expect([clock.dueAt, clock.changesAt]).toEqual([undefined, undefined]);
    const { clocks } = await get(`records/${number}/explanation`);
    expect(clocks[0].cycles[0].sentences.at(-1)).toMatch(/never/);
  });
});
