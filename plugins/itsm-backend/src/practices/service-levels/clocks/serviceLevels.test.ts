import fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { demoCatalog } from '../../../testing/demoCatalog';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

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
const gold = {
  name: 'Gold',
  type: 'sla',
  targets: [
    {
      metric: 'response',
      goals: [{ within: '30m', calendar: 'always' }],
    },
    {
      metric: 'resolution',
      goals: [
        { when: { priority: { $lte: 2 } }, within: '4h', calendar: 'always' },
        { within: '24h', calendar: 'always' },
      ],
    },
  ],
};

describe.each(databases.eachSupportedId())(
  'service levels on %s',
  databaseId => {
    let knex: Knex;
    let itsm: RunningItsm;

    const define = async (kind: string, key: string, body: object) => {
      const answer = await itsm
        .as('maria')
        .put(`/definitions/${kind}/${key}`, { body });
      // What is wrong with it is said, if it is.
      expect([answer.status, answer.body.error]).toEqual([200, undefined]);
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
      await define('agreement', 'gold', gold);
      await define('agreement', 'between', {
        name: 'Between teams',
        type: 'ola',
        targets: [
          {
            metric: 'resolution',
            goals: [{ within: '8h', calendar: 'always' }],
          },
        ],
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
      return body as { id: string; number: string; ownerRef: string };
    };
    const clocks = async (number: string, as = 'dana') => {
      const { body } = await itsm
        .as(as)
        .get(`/service-levels/records/${number}/clocks`)
        .expect(200);
      return Object.fromEntries(
        body.clocks.map((clock: { id: string }) => [clock.id, clock]),
      ) as Record<string, any>;
    };
    const stored = async (id: string) =>
      (await knex('sl_clocks').where('record_id', id).orderBy('clock_id')).map(
        ({ evaluated_at: _, elapsed: __, ...row }) => row,
      );
    const move = (number: string, transition: string, more: object = {}) =>
      itsm
        .as('dana')
        .post(`/incidents/${number}/transitions`, { transition, ...more })
        .expect(200);

    it('a filed incident has its clocks, by the goal for its priority', async () => {
      const { number, id } = await file({ impact: 1, urgency: 1 });
      const now = await clocks(number);
      expect(Object.keys(now).sort()).toEqual([
        'ola:resolution:group:default/payments',
        'sla:resolution',
        'sla:response',
      ]);
      expect(now['sla:resolution']).toMatchObject({
        agreement: { key: 'gold', version: 1, name: 'Gold' },
        state: 'running',
        goal: 4 * HOUR,
        breached: false,
      });
      const { startedAt, dueAt } = now['sla:resolution'];
      expect(Date.parse(dueAt) - Date.parse(startedAt)).toBe(4 * HOUR);
      // The copy says the same.
      const rows = await stored(id);
      expect(rows.map(row => [row.clock_id, Number(row.due_at)])).toEqual(
        Object.entries(now)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, clock]) => [key, Date.parse(clock.dueAt)]),
      );
    });

    it('what teams promise each other is no matter of the requester', async () => {
      const { number } = await file();
      expect(Object.keys(await clocks(number, 'rita')).sort()).toEqual([
        'sla:resolution',
        'sla:response',
      ]);
      await itsm
        .as('rita')
        .get(`/service-levels/records/${number}/explanation`)
        .expect(403);
    });

    it('acknowledging ends the response, waiting holds the resolution, and it is explained', async () => {
      const { number } = await file();
      await move(number, 'acknowledge');
      await move(number, 'hold', { holdReason: 'supplier' });
      const now = await clocks(number);
      expect(now['sla:response']).toMatchObject({
        state: 'stopped',
        breached: false,
      });
      expect(now['sla:resolution'].state).toBe('paused');
      expect(now['sla:resolution'].dueAt).toBeUndefined();
      const { body } = await itsm
        .as('dana')
        .get(`/service-levels/records/${number}/explanation`)
        .expect(200);
      const [told] = body.clocks.filter(
        (clock: { id: string }) => clock.id === 'sla:resolution',
      );
      expect(told.cycles[0].stretches.at(-1)).toMatchObject({
        state: 'paused',
        ownerRef: 'group:default/payments',
      });
      expect(told.cycles[0].sentences.join('\n')).toMatch(
        /gold version 1 promised 24 h by the calendar always version 1/,
      );
      expect(told.cycles[0].sentences.at(-1)).toMatch(
        /are left; nothing counts at the moment/,
      );
    });

    it('the journal keeps what was known of the service', async () => {
      const { id } = await file();
      const [created] = await knex('journal')
        .where({ subject_id: id, kind: 'record.created' })
        .select('payload');
      const payload =
        typeof created.payload === 'string'
          ? JSON.parse(created.payload)
          : created.payload;
      expect(payload.service).toEqual({
        kind: 'component',
        lifecycle: 'production',
        owner: 'group:default/payments',
        system: 'system:default/shop',
        type: 'service',
      });
    });

    it('what becomes known of a service is noted for its open records, and decides from then on', async () => {
      await define('ci-class', 'service', {
        name: 'Service',
        identification: [['name']],
        appliesTo: [{ kind: 'component', type: 'service' }],
        attributes: [
          {
            key: 'tier',
            label: 'Tier',
            type: 'choice',
            values: ['gold', 'silver'],
          },
        ],
      });
      await define('agreement', 'tier-one', {
        ...gold,
        name: 'For the first tier',
        precedence: 2,
        scope: { 'service.tier': 'gold' },
        targets: [
          {
            metric: 'resolution',
            goals: [{ within: '1h', calendar: 'always' }],
          },
        ],
      });
      const { number, id } = await file();
      expect((await clocks(number))['sla:resolution'].agreement.key).toBe(
        'gold',
      );
      await itsm
        .as('dana')
        .patch('/cmdb/attributes', {
          ref: 'component:default/checkout',
          values: { tier: 'gold' },
        })
        .expect(200);
      const until = Date.now() + 20_000;
      let governed = '';
      while (governed !== 'tier-one' && Date.now() < until) {
        await new Promise(resolve => setTimeout(resolve, 250));
        governed = (await clocks(number))['sla:resolution'].agreement.key;
      }
      expect(governed).toBe('tier-one');
      const noted = await knex('journal').where({
        subject_id: id,
        kind: 'incident.service-facts',
      });
      expect(noted).toHaveLength(1);
      await itsm
        .as('maria')
        .delete('/definitions/agreement/tier-one')
        .expect(204);
    });

    it('what is agreed anew holds for open records from then on', async () => {
      const { number, id } = await file({ impact: 3, urgency: 3 });
      await define('agreement', 'vip', {
        ...gold,
        name: 'Very important',
        precedence: 1,
        scope: { 'service.system': 'system:default/shop' },
        targets: [
          {
            metric: 'resolution',
            goals: [{ within: '2h', calendar: 'always' }],
          },
        ],
      });
      const until = async (holds: () => Promise<boolean>) => {
        for (let tries = 0; tries < 100; tries += 1) {
          if (await holds()) return;
          await new Promise(resolve => setTimeout(resolve, 50));
        }
        throw new Error('It does not come to that');
      };
      await until(async () =>
        (await stored(id)).some(row => row.agreement_key === 'vip'),
      );
      const now = await clocks(number);
      expect(now['sla:resolution']).toMatchObject({
        agreement: { key: 'vip' },
        goal: 2 * HOUR,
      });
      // The response is promised by the other one still.
      expect(now['sla:response'].agreement.key).toBe('gold');
      await itsm.as('maria').delete('/definitions/agreement/vip').expect(204);
      await until(async () =>
        (await stored(id)).every(row => row.agreement_key !== 'vip'),
      );
    });

    it('lists agreements in the order in which they go before each other', async () => {
      const { body } = await itsm
        .as('dana')
        .get('/service-levels/agreements')
        .expect(200);
      expect(
        body.items.map((a: { key: string; running: number }) => [
          a.key,
          a.running > 0,
        ]),
      ).toEqual([
        ['between', true],
        ['gold', true],
      ]);
    });

    it('says what is wrong with an agreement, and where', async () => {
      const refused = async (body: object) => {
        const { body: answer } = await itsm
          .as('maria')
          .put('/definitions/agreement/bad', { body })
          .expect(400);
        return answer.error.message as string;
      };
      expect(await refused({ ...gold, scope: { priorty: 1 } })).toMatch(
        /priorty.*did you mean priority/,
      );
      expect(
        await refused({ ...gold, scope: { createdAt: { $gte: 'now-7d' } } }),
      ).toMatch(/must not ask for "now-7d"/);
      expect(await refused({ ...gold, recordTypes: ['incidnt'] })).toMatch(
        /no records of the type "incidnt"/,
      );
      expect(
        await refused({
          ...gold,
          targets: [
            {
              metric: 'resolution',
              goals: [{ within: '2d', calendar: 'always' }],
            },
          ],
        }),
      ).toMatch(/days are not clear in working time/);
    });

    it('made anew from the journal the copy is the same', async () => {
      const steps = fc.constantFrom(
        'acknowledge',
        'start',
        'hold',
        'resume',
        'resolve',
        'reopen',
        'cancel',
      );
      const need: Record<string, object> = {
        hold: { holdReason: 'supplier' },
        resolve: { resolutionCode: 'solved', resolution: 'Done' },
        reopen: { reopenReason: 'Not done' },
        cancel: { cancelReason: 'By mistake' },
      };
      const lives = fc.sample(fc.array(steps, { maxLength: 6 }), 12);
      const ids: string[] = [];
      for (const life of lives) {
        const { number, id } = await file();
        ids.push(id);
        for (const transition of life) {
          // What the state does not allow is refused, and changes nothing.
          await itsm.as('dana').post(`/incidents/${number}/transitions`, {
            transition,
            ...need[transition],
          });
        }
      }
      await itsm.caughtUp();
      const before = await Promise.all(ids.map(stored));
      await itsm
        .as('maria')
        .post('/operations/followers/service-levels.clocks/rebuild')
        .expect(202);
      await itsm.caughtUp();
      expect(await Promise.all(ids.map(stored))).toEqual(before);
      expect(before.flat().length).toBeGreaterThan(20);
    });
  },
);
