import {
  SYSTEM_CALLER,
  type Caller,
  type RecordChange,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rita = user('rita', ['marketing']);
const maria = user('maria', ['payments']);

const week = (from: string, to: string, days: string[]) =>
  Object.fromEntries(days.map(day => [day, [{ from, to }]]));
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const always = {
  name: 'Always',
  timeZone: 'UTC',
  week: week('00:00', '24:00', [...WEEKDAYS, 'saturday', 'sunday']),
};
const office = {
  name: 'Office',
  timeZone: 'UTC',
  week: week('08:00', '16:00', WEEKDAYS),
};
const notify = { do: 'notify', to: ['assignee', 'owner'] };

/** An agreement on the resolution within four hours. */
const within = (hours: number, thresholds: object[], more: object = {}) => ({
  name: 'Gold',
  type: 'sla',
  targets: [
    {
      metric: 'resolution',
      goals: [{ within: `${hours}h`, calendar: 'always' }],
      thresholds,
      ...more,
    },
  ],
});

describe.each(databases.eachSupportedId())(
  'what happens at thresholds, on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    let clock: FixedClock;

    const settle = async () => {
      for (let i = 0; i < 20; i += 1) {
        await kernel.followers.drain();
        if ((await kernel.due.runDue()) === 0) return;
      }
    };
    const pass = async (milliseconds: number) => {
      clock.pass(milliseconds);
      await settle();
    };
    const define = async (kind: string, key: string, body: object) => {
      await kernel.definitionService.write(SYSTEM_CALLER, kind, key, {
        body,
      } as never);
      await settle();
    };
    beforeEach(async () => {
      clock = new FixedClock();
      knex = await databases.init(databaseId);
      kernel = await kernelOnDatabase(knex, { clock });
      await define('calendar', 'always', always);
      await define('calendar', 'office', office);
    });

    const agree = (body: object) => define('agreement', 'gold', body);
    const change = async (caller: Caller, what: RecordChange) => {
      const { record } = await kernel.records.changeRecord(caller, what);
      await settle();
      return record;
    };
    const file = (set: object = {}) =>
      change(rita, {
        create: 'incident',
        set: {
          title: 'Checkout returns 502',
          serviceRef: 'component:default/checkout',
          impact: 3,
          urgency: 3,
          requesterRef: rita.ref,
          ...set,
        },
      });
    const recordOf = async (id: string) =>
      (await kernel.records.view(maria, id)).record;
    const factsOf = async (id: string) => {
      const rows = await knex('journal')
        .where({ subject_id: id, kind: 'incident.threshold' })
        .orderBy('position');
      return rows.map(({ payload, ...row }) => ({
        ...row,
        payload: typeof payload === 'string' ? JSON.parse(payload) : payload,
      }));
    };
    /** What was passed, in order, e.g. `50%`. */
    const passedBy = async (id: string) =>
      (await factsOf(id)).map(({ payload }) => payload.at);
    const waiting = async () =>
      (
        await knex('due_work')
          .where('kind', 'service-levels.threshold')
          .orderBy('due_at')
      ).map(({ due_at, payload, state }) => ({
        state,
        dueAt: Number(due_at),
        at: (typeof payload === 'string' ? JSON.parse(payload) : payload).at,
      }));

    it('each is passed at its time, to the millisecond and once', async () => {
      await agree(
        within(4, [
          { at: '50%', actions: [notify] },
          { at: '100%', actions: [notify] },
          { at: '-30m', actions: [notify] },
          { at: '+1h', actions: [notify] },
        ]),
      );
      const { id } = await file();
      await pass(2 * HOUR - 1);
      expect(await passedBy(id)).toEqual([]);
      await pass(1);
      expect(await passedBy(id)).toEqual(['50%']);
      await pass(90 * MINUTE);
      expect(await passedBy(id)).toEqual(['50%', '-30m']);
      await pass(30 * MINUTE);
      await pass(HOUR - 1);
      expect(await passedBy(id)).toEqual(['50%', '-30m', '100%']);
      await pass(1);
      await pass(1000 * HOUR);
      expect(await passedBy(id)).toEqual(['50%', '-30m', '100%', '+1h']);
      expect(await waiting()).toEqual([]);
    });

    it('all that is agreed is done in one command, which says what led to it', async () => {
      await agree(
        within(4, [
          {
            at: '75%',
            actions: [
              { do: 'notify', to: ['owner', 'group:default/Service-Desk'] },
              { do: 'reassign', to: 'group:default/storefront' },
              { do: 'raisePriority' },
              { do: 'comment', body: 'An hour is left.' },
              { do: 'proposeMajor' },
              { do: 'webhook' },
            ],
          },
        ]),
      );
      const { id, number, priority } = await file({ assigneeRef: maria.ref });
      const [created] = await knex('journal').where({ subject_id: id });
      await pass(3 * HOUR);
      expect(await recordOf(id)).toMatchObject({
        priority: Number(priority) - 1,
        ownerRef: 'group:default/storefront',
      });
      expect((await recordOf(id)).assigneeRef).toBeUndefined();
      const [, ...entries] = await knex('journal')
        .where({ subject_id: id })
        .orderBy('position');
      expect(entries.map(e => [e.kind, e.audience])).toEqual([
        ['record.changed', 'requester'],
        ['comment.added', 'internal'],
        ['incident.threshold', 'internal'],
      ]);
      expect(new Set(entries.map(e => e.command_id)).size).toBe(1);
      expect(new Set(entries.map(e => Number(e.caused_by)))).toEqual(
        new Set([Number(created.position)]),
      );
      const [{ payload }] = await factsOf(id);
      expect(payload).toMatchObject({
        clock: 'sla:resolution',
        run: 1,
        at: '75%',
        agreement: { key: 'gold', version: 1 },
        tells: ['owner', 'group:default/service-desk'],
        proposesMajor: true,
      });
      expect(await kernel.records.verify(SYSTEM_CALLER, number)).toEqual({
        entries: 4,
      });
    });

    it('what waits moves it, and what is resolved passes nothing', async () => {
      await agree(within(4, [{ at: '50%', actions: [notify] }]));
      const { id } = await file();
      await pass(HOUR);
      await change(maria, {
        id,
        transition: 'hold',
        set: { holdReason: 'supplier' },
      });
      expect(await waiting()).toEqual([]);
      await pass(10 * HOUR);
      expect(await passedBy(id)).toEqual([]);
      await change(maria, { id, transition: 'requeue' });
      await pass(HOUR - 1);
      expect(await passedBy(id)).toEqual([]);
      await change(maria, {
        id,
        transition: 'resolve',
        set: { resolution: 'Done.', resolutionCode: 'solved' },
      });
      await pass(10 * HOUR);
      expect(await passedBy(id)).toEqual([]);
      // The same run goes on where it stood.
      await change(rita, {
        id,
        transition: 'reopen',
        set: { reopenReason: 'Still broken.' },
      });
      await pass(1);
      expect(await passedBy(id)).toEqual(['50%']);
    });

    it('only working time brings it nearer', async () => {
      const agreed = within(4, [{ at: '50%', actions: [notify] }]);
      agreed.targets[0].goals[0].calendar = 'office';
      await agree(agreed);
      // Sunday noon: work begins on Monday at eight.
      const { id } = await file();
      expect(await waiting()).toEqual([
        { state: 'waiting', at: '50%', dueAt: clock.now() + 22 * HOUR },
      ]);
      await pass(22 * HOUR);
      expect(await passedBy(id)).toEqual(['50%']);
    });

    it('another priority moves it; what it has passed by that is passed then', async () => {
      const agreed = within(24, [
        { at: '50%', actions: [notify] },
        { at: '90%', actions: [notify] },
      ]);
      agreed.targets[0].goals.unshift({
        ...{ within: '4h', calendar: 'always' },
        when: { priority: { $lte: 2 } },
      } as never);
      await agree(agreed);
      const { id } = await file();
      await pass(3 * HOUR);
      expect((await waiting()).map(w => w.dueAt - clock.now())).toEqual([
        9 * HOUR,
        1116 * MINUTE,
      ]);
      await change(maria, { id, set: { impact: 1, urgency: 1 } });
      // Half of four hours was over an hour ago, when it was not yet agreed.
      expect(await passedBy(id)).toEqual(['50%']);
      expect((await factsOf(id))[0].payload.reachedAt).toBe(clock.now());
      expect((await waiting()).map(w => w.dueAt - clock.now())).toEqual([
        36 * MINUTE,
      ]);
      await pass(5 * HOUR);
      await change(maria, { id, set: { impact: 3, urgency: 3 } });
      await pass(100 * HOUR);
      expect(await passedBy(id)).toEqual(['50%', '90%']);
    });

    it('a run that begins anew passes it again', async () => {
      await agree(
        within(4, [{ at: '50%', actions: [notify] }], { reopen: 'restart' }),
      );
      const { id } = await file();
      await pass(2 * HOUR);
      await change(maria, {
        id,
        transition: 'resolve',
        set: { resolution: 'Done.', resolutionCode: 'solved' },
      });
      await change(rita, {
        id,
        transition: 'reopen',
        set: { reopenReason: 'Still broken.' },
      });
      await pass(2 * HOUR);
      expect((await factsOf(id)).map(({ payload }) => payload.run)).toEqual([
        1, 2,
      ]);
    });

    it('the copy of the clocks made again passes nothing twice and forgets nothing', async () => {
      await agree(
        within(4, [
          { at: '50%', actions: [notify] },
          { at: '75%', actions: [notify] },
        ]),
      );
      const { id } = await file();
      await pass(2 * HOUR);
      await kernel.followers.rebuild('service-levels.clocks');
      await settle();
      expect(await passedBy(id)).toEqual(['50%']);
      await knex('due_work').delete();
      await kernel.followers.rebuild('service-levels.clocks');
      await pass(HOUR);
      expect(await passedBy(id)).toEqual(['50%', '75%']);
    });

    it('what is agreed today sets nothing off for yesterday', async () => {
      const [old, young] = [await file(), await file()];
      await pass(2 * HOUR);
      const late = await file();
      await pass(HOUR);
      await agree(
        within(
          4,
          [
            { at: '25%', actions: [notify] },
            { at: '90%', actions: [notify] },
          ],
          { retroactive: true },
        ),
      );
      // A quarter was over two hours ago; of the last one it is over now.
      expect(await passedBy(old.id)).toEqual([]);
      expect(await passedBy(late.id)).toEqual(['25%']);
      await pass(HOUR);
      expect(await passedBy(young.id)).toEqual(['90%']);
      // The next version takes back what waited, and what it brings is for what comes.
      await agree(
        within(4, [{ at: '95%', actions: [notify] }], { retroactive: true }),
      );
      await pass(100 * HOUR);
      expect(await passedBy(old.id)).toEqual(['90%', '95%']);
      expect(await passedBy(late.id)).toEqual(['25%', '95%']);
    });

    it('what nobody was there to do is done late, whatever happens first', async () => {
      await agree(within(4, [{ at: '50%', actions: [notify] }]));
      const { id } = await file();
      clock.pass(9 * HOUR);
      await kernel.records.changeRecord(maria, {
        id,
        comment: { body: 'I am back.', audience: 'internal' },
      });
      await settle();
      expect(await passedBy(id)).toEqual(['50%']);
    });

    it('history from elsewhere sets nothing off, until work goes on here', async () => {
      await agree(
        within(4, [
          { at: '50%', actions: [notify] },
          { at: '90%', actions: [notify] },
        ]),
      );
      await kernel.observer.observe(
        {
          caller: SYSTEM_CALLER,
          type: 'incident',
          source: 'old',
          commandId: 'c1',
        },
        [
          {
            externalId: 'OLD-1',
            hash: '0190f3d4-0000-7000-8000-0000000000aa',
            at: clock.now() - HOUR,
            order: 0,
            actorRef: maria.ref,
            status: 'in-progress',
            values: { title: 'Old', priority: 3 },
            initial: {},
            createdAt: clock.now() - HOUR,
            creatorRef: rita.ref,
          },
        ],
        async () => {},
      );
      await settle();
      const { id } = await knex('records').first('id');
      expect(
        await knex('sl_clocks').where({ record_id: id, state: 'running' }),
      ).toHaveLength(1);
      // Half of it is over for more than an hour when somebody here takes it up.
      await pass(190 * MINUTE);
      expect(await passedBy(id)).toEqual([]);
      await change(SYSTEM_CALLER, {
        id,
        comment: { body: 'Ours now.', audience: 'internal' },
      });
      await pass(HOUR);
      expect(await passedBy(id)).toEqual(['90%']);
    });

    it('a group that is gone keeps nobody from being told', async () => {
      await agree(
        within(4, [
          {
            at: '50%',
            actions: [
              notify,
              { do: 'reassign', to: 'group:default/gone' },
              { do: 'comment', body: 'Half of the time is over.' },
            ],
          },
        ]),
      );
      const { id } = await file();
      await pass(2 * HOUR);
      const [{ payload }] = await factsOf(id);
      expect(payload.refused).toEqual(['ownerRef']);
      expect((await recordOf(id)).ownerRef).toBe('group:default/payments');
      expect(
        await knex('journal').where({ subject_id: id, kind: 'comment.added' }),
      ).toHaveLength(1);
    });

    it('the highest priority stays', async () => {
      await agree(
        within(4, [{ at: '50%', actions: [{ do: 'raisePriority' }] }]),
      );
      const { id } = await file({ impact: 1, urgency: 1 });
      await pass(2 * HOUR);
      expect((await recordOf(id)).priority).toBe(1);
      expect(await passedBy(id)).toEqual(['50%']);
    });

    it('what sets itself off comes to an end', async () => {
      const agreed = within(1, [
        {
          // Reached from the beginning of each run on.
          at: '-2h',
          actions: [{ do: 'comment', body: 'Soon.', audience: 'requester' }],
        },
      ]);
      agreed.targets[0].metric = 'update';
      await agree(agreed);
      const { id } = await file();
      await settle();
      expect((await passedBy(id)).length).toBeLessThanOrEqual(11);
      expect(await waiting()).toMatchObject([{ state: 'failed' }]);
    });

    it('of several backends one does it', async () => {
      await agree(within(4, [{ at: '50%', actions: [notify] }]));
      const filed = [];
      for (let i = 0; i < 10; i += 1) filed.push(await file());
      const other = await kernelOnDatabase(knex, { clock });
      clock.pass(2 * HOUR);
      const again = kernel.followers.rebuild('service-levels.clocks');
      await Promise.all([
        kernel.due.runDue(),
        other.due.runDue(),
        again.then(() => other.followers.drain()),
      ]);
      await settle();
      for (const { id } of filed) expect(await passedBy(id)).toEqual(['50%']);
    });
  },
);
