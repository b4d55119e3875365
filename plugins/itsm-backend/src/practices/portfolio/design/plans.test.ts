import {
  changePermissions,
  servicePermissions,
  type MilestonePatch,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  CHECKOUT,
  dana,
  DAY,
  day,
  designOnDatabase,
  maria,
  PAYMENTS,
  rita,
  sam,
  why,
} from '../../../tests/designOnDatabase';
import { NOON } from '../../../tests/kernelOnDatabase';
import { milestoneRows } from './milestoneRows';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'transition plans on %s',
  databaseId => {
    let knex: Knex;
    let world: Awaited<ReturnType<typeof designOnDatabase>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      world = await designOnDatabase(knex);
    });

    const facts = async (recordId: string) =>
      (await world.journal(recordId)).map(({ kind, payload }) => ({
        kind,
        ...(typeof payload === 'string' ? JSON.parse(payload) : payload),
      }));

    it('milestones wait for each other, and never in a circle', async () => {
      const { number, id } = await world.service('transition');
      const first = (await world.add(number)).milestones[0];
      await world.add(number, {
        title: 'Team trained',
        plannedFrom: day(2),
        plannedTo: day(4),
        dependsOn: [first.id],
      });
      const { milestones, end } = await world.add(number, {
        title: 'Live',
        plannedFrom: day(3),
        plannedTo: day(4),
        goLive: true,
        dependsOn: [first.id],
      });
      expect(milestones.map(m => [m.title, m.forecast?.critical])).toEqual([
        ['Data moved', true],
        ['Team trained', true],
        ['Live', false],
      ]);
      expect(end).toBe(day(5));
      const live = milestones[2];
      expect(
        await why(world.update(number, first.id, { dependsOn: [live.id] })),
      ).toBe(
        'InputError: dependsOn: milestones would wait for each other in a circle: “Data moved” waits for “Live” waits for “Data moved”',
      );
      for (const [patch, said] of [
        [{ dependsOn: [first.id] }, 'a milestone cannot wait for itself'],
        [{ dependsOn: [id] }, 'the plan has no milestone'],
        [{ plannedTo: day(0) }, 'plannedTo: must not be before plannedFrom'],
        [{ doneAt: day(0) }, 'doneAt: is for a milestone that is done'],
        [
          { state: 'done', doneAt: day(1) },
          'doneAt: must not be in the future',
        ],
      ] as const)
        expect(
          await why(world.update(number, first.id, patch as MilestonePatch)),
        ).toMatch(said);
      expect(
        await why(world.update(number, live.id, { goLive: true }, 7)),
      ).toBe(
        'ConflictError: The milestone was changed meanwhile; look at how it stands now',
      );
      const done = await world.update(number, first.id, { state: 'done' });
      expect(done.milestones[0]).toMatchObject({
        state: 'done',
        doneAt: day(0),
      });
      // A plan without it goes on without it.
      const left = await world.plans.remove(maria, number, first.id);
      expect(left.milestones.map(m => m.dependsOn)).toEqual([[], []]);
      expect((await facts(id)).map(f => f.kind)).toEqual([
        ...Array(3).fill('service.milestone-added'),
        'service.milestone-changed',
        'service.milestone-removed',
      ]);
    });

    it('two who close a circle at once do not both', async () => {
      const { number } = await world.service('transition');
      const a = (await world.add(number)).milestones[0].id;
      const plan = await world.add(number, { title: 'Other' });
      const b = plan.milestones.find(m => m.id !== a)!.id;
      const tried = await Promise.all([
        why(world.update(number, a, { dependsOn: [b] })),
        why(world.update(number, b, { dependsOn: [a] })),
      ]);
      expect(tried.filter(said => said === 'done')).toHaveLength(1);
    });

    it('nothing is made to wait for a milestone that is taken off the plan at once', async () => {
      const { number } = await world.service('transition');
      const waits = (a: string) => () =>
        why(world.add(number, { title: 'Waits', dependsOn: [a] }));
      for (let round = 0; round < 3; round += 1) {
        const a = (await world.add(number)).milestones.at(-1)!.id;
        const tried = await Promise.all([
          why(world.plans.remove(maria, number, a)),
          ...[1, 2, 3].map(waits(a)),
        ]);
        expect(tried[0]).toBe('done');
        for (const said of tried.slice(1))
          expect(said).toMatch(
            /^(done$|ConflictError: Somebody took|InputError: dependsOn: the plan has no)/,
          );
      }
      const { milestones } = await world.plans.get(maria, number);
      expect(milestones.flatMap(m => m.dependsOn)).toEqual([]);
    });

    it('changes of milestones are linked records, shown to who may read them', async () => {
      const { number, id } = await world.service('transition');
      const [milestone] = (await world.add(number)).milestones;
      const { record: change } = await world.kernel.records.changeRecord(
        maria,
        {
          create: 'change',
          set: {
            title: 'Move the data',
            serviceRef: CHECKOUT,
            ownerRef: PAYMENTS,
            visibility: 'restricted',
            changeType: 'normal',
            plannedStart: NOON + 4 * DAY,
            plannedEnd: NOON + 5 * DAY,
          },
        },
      );
      const plan = await world.plans.linkChange(
        maria,
        number,
        milestone.id,
        change.number,
      );
      expect(plan.milestones[0]).toMatchObject({
        hiddenChanges: 0,
        changes: [
          {
            number: change.number,
            statusLabel: 'Draft',
            plannedEnd: day(5),
            late: true,
          },
        ],
      });
      // Twice is once, and the records say it of each other.
      await world.plans.linkChange(maria, number, milestone.id, change.number);
      expect(
        await knex('links').where({ from_id: id, to_id: change.id }),
      ).toMatchObject([{ kind: 'relates-to' }]);
      expect((await world.plans.get(dana, number)).milestones[0]).toMatchObject(
        { changes: [], hiddenChanges: 1 },
      );
      const refused = (tried: string) =>
        why(world.plans.linkChange(dana, number, milestone.id, tried));
      expect(await refused(change.number)).toMatch(/^NotFoundError/);
      expect(await refused(number)).toMatch(/is no change; name one/);
      const without = await world.plans.unlinkChange(
        maria,
        number,
        milestone.id,
        change.number,
      );
      expect(without.milestones[0].changes).toEqual([]);
    });

    it('plans are listed by what begins first, and leave as a file', async () => {
      await knex('transition_milestones').delete();
      const titles = ['Third', 'First', 'Second'];
      for (const [i, begins] of [9, 1, 5].entries()) {
        const { number } = await world.service('transition', {
          title: titles[i],
        });
        await world.add(number, {
          plannedFrom: day(begins),
          plannedTo: day(begins + 1),
        });
      }
      const over = await world.service('operation', { title: 'Over' });
      const [{ id }] = (await world.add(over.number)).milestones;
      await world.update(over.number, id, { state: 'done' });
      const one = await world.plans.list(maria, { limit: 2 });
      expect(one.items.map(p => p.title)).toEqual(['First', 'Second']);
      const two = await world.plans.list(maria, {
        limit: 2,
        cursor: one.pageInfo.nextCursor,
      });
      expect(two.items.map(p => p.title)).toEqual(['Third']);
      expect(two.pageInfo.nextCursor).toBeUndefined();
      const list = async (query: object) =>
        (await world.plans.list(maria, query)).items.map(p => p.title);
      expect(await list({ show: 'all' })).toEqual([
        'First',
        'Second',
        'Third',
        'Over',
      ]);
      expect(await list({ q: 'SECO' })).toEqual(['Second']);
      expect(await list({ q: '%' })).toEqual([]);
      expect(await list({ owner: ['group:default/storefront'] })).toEqual([]);
      expect(await list({ owner: ['mine'] })).toHaveLength(3);
      // Who may read no service is told of none.
      const scoped = {
        ...rita,
        scopes: new Map([[servicePermissions.read.name, 'none' as const]]),
      };
      expect((await world.plans.list(scoped, {})).items).toEqual([]);
      expect(await why(world.plans.list(maria, { cursor: 'x' }))).toMatch(
        /^InputError: cursor/,
      );
      const rows: string[][] = [];
      for await (const row of milestoneRows(
        place => world.plans.list(maria, { show: 'all', ...place, limit: 1 }),
        3,
      ))
        rows.push(row);
      expect(rows.map(row => row[1])).toEqual(['First', 'Second', 'Third']);
    });

    it('owners hear that a milestone is near and that it is late, once each', async () => {
      await knex('transition_milestones').delete();
      const { number } = await world.service('transition');
      const begins = world.clock.now();
      const inDays = (n: number) => new Date(begins + n * DAY).toISOString();
      const { milestones } = await world.add(number, {
        plannedFrom: inDays(1),
        plannedTo: inDays(10),
        ownerRef: sam.ref,
      });
      await world.write(number, 'security', { reviewAt: inDays(20) });
      const { sent } = world;
      const from = sent.length;
      const until = async (n: number) => {
        world.clock.pass(begins + n * DAY - world.clock.now());
        for (const who of [maria, sam])
          for (const { read } of [servicePermissions, changePermissions])
            world.kernel.sending.known.note(who, read, 'all');
        await world.kernel.sending.known.settled();
        await world.settle();
        return sent.slice(from).map(({ payload }) => payload.topic);
      };
      expect(await until(6)).toEqual([]);
      expect(await until(7.5)).toEqual(['milestone.due-soon']);
      expect(await until(10.5)).toEqual([
        'milestone.due-soon',
        'milestone.late',
      ]);
      expect(sent[from]).toMatchObject({
        recipients: { entityRef: [sam.ref] },
        payload: {
          title: expect.stringMatching(/^SVC-\d+: “Data moved” is due on /),
          link: `/itsm/portfolio/records/${number}/transition`,
        },
      });
      // Done is done: nothing more is said of it, whatever it is planned for.
      await world.update(number, milestones[0].id, { state: 'done' });
      expect((await until(21)).slice(2)).toEqual(['design-section.review-due']);
      expect(await world.section(number, 'security')).toMatchObject({
        reviewDue: true,
      });
    });
  },
);
