import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import type { KernelParts } from '../buildKernel';
import { standingOf } from '../access/standing';
import { replayTasks } from './replayTasks';
import { readTasks } from './TaskStore';
import { workerSql } from './visibility';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const maria = user('maria', ['payments']);

describe.each(databases.eachSupportedId())('tasks on %s', databaseId => {
  describe('through the API', () => {
    let itsm: RunningItsm;
    let number: string;
    beforeAll(async () => {
      itsm = await startItsm({ knex: await databases.init(databaseId) });
    });
    afterAll(() => itsm.stop());
    beforeEach(async () => {
      const filed = await itsm.as('rita').post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Checkout is down',
      });
      number = filed.body.number;
    });

    const add = async (title: string, body: object = {}) => {
      const added = await itsm
        .as('maria')
        .post(`/records/${number}/tasks`, { title, ...body });
      expect(added.body).toMatchObject({ title, state: 'open' });
      expect(added.status).toBe(201);
      return added.body;
    };
    const titles = async (as: string) =>
      (await itsm.as(as).get(`/records/${number}/tasks`)).body.items.map(
        (t: any) => t.title,
      );

    it('are added, put in order and finished by those who work on the record', async () => {
      const look = await add('Look at the logs');
      const fix = await add('Roll back', {
        blockedBy: [look.id],
        assigneeRef: 'user:default/sam',
        dueAt: '2026-12-01T12:00:00.000Z',
      });
      expect(fix).toMatchObject({
        number: 2,
        position: 2,
        blocked: true,
        dueAt: '2026-12-01T12:00:00.000Z',
        viewer: { canChange: true, canComplete: true },
      });
      const early = await itsm
        .as('maria')
        .patch(`/tasks/${fix.id}`, { state: 'done' });
      expect(early.status).toBe(409);
      expect(early.body.error.message).toBe(
        `Task 2 of ${number} is blocked by task 1 "Look at the logs"; finish or skip that first`,
      );
      const order = await itsm
        .as('maria')
        .post(`/records/${number}/tasks/order`, { order: [fix.id, look.id] });
      expect(order.body.items.map((t: any) => t.number)).toEqual([2, 1]);
      const done = await itsm
        .as('maria')
        .patch(`/tasks/${look.id}`, { state: 'done' });
      expect(done.body).toMatchObject({
        state: 'done',
        doneByRef: 'user:default/maria',
        version: 2,
      });
      const { body } = await itsm.as('maria').get(`/records/${number}/tasks`);
      expect(body.items[0]).toMatchObject({ number: 2, blocked: false });
      expect(body.refs['user:default/sam'].title).toBe('Sam Storefront');
    });

    it('are told of in the timeline, to those who work on the record', async () => {
      const task = await add('Ask the bank', {
        assigneeRef: 'user:default/maria',
      });
      await itsm
        .as('maria')
        .patch(`/tasks/${task.id}`, { state: 'done', assigneeRef: null });
      const journal = await itsm.as('maria').get(`/records/${number}/journal`);
      expect(journal.body.items[0]).toMatchObject({
        kind: 'task.done',
        task: { number: 1, title: 'Ask the bank' },
        changes: [
          { field: 'state', before: 'open', after: 'done' },
          { field: 'assigneeRef', before: 'user:default/maria' },
        ],
      });
      const verified = await itsm
        .as('maria')
        .get(`/records/${number}/journal/verification`);
      expect(verified.body).toMatchObject({ holds: true });
      const told = await itsm.as('rita').get(`/records/${number}/journal`);
      expect(told.text).not.toContain('task.');
    });

    it('are not seen by the requester unless they are for them', async () => {
      await add('Find out who broke it');
      await add('Try again tomorrow', { audience: 'requester' });
      expect(await titles('rita')).toEqual(['Try again tomorrow']);
      expect(await titles('maria')).toHaveLength(2);
      const refused = await itsm
        .as('rita')
        .post(`/records/${number}/tasks`, { title: 'Hurry' });
      expect(refused.status).toBe(403);
      const journal = await itsm.as('rita').get(`/records/${number}/journal`);
      expect(journal.body.items[0].task.title).toBe('Try again tomorrow');
    });

    it('are moved on by their assignee, who changes nothing else', async () => {
      const task = await add('Restart the cart', {
        assigneeRef: 'user:default/sam',
      });
      const mine = await itsm
        .as('sam')
        .get('/tasks?assignee=me&state=open,in-progress');
      expect(mine.body.items).toContainEqual(
        expect.objectContaining({
          id: task.id,
          record: expect.objectContaining({ number }),
          viewer: { canChange: false, canComplete: true },
        }),
      );
      const renamed = await itsm
        .as('sam')
        .patch(`/tasks/${task.id}`, { title: 'Do nothing' });
      expect(renamed.status).toBe(403);
      const done = await itsm
        .as('sam')
        .patch(`/tasks/${task.id}`, { state: 'done' });
      expect(done.body.state).toBe('done');
    });

    it('say so when somebody changed them meanwhile', async () => {
      const task = await add('One');
      await itsm.as('maria').patch(`/tasks/${task.id}`, { title: 'Two' });
      const stale = await itsm
        .as('maria')
        .patch(`/tasks/${task.id}`, { title: 'Three' })
        .set('If-Match', '"1"');
      expect(stale.status).toBe(409);
      expect(stale.body.error.message).toContain('at version 2, not 1');
    });

    it('refuse what cannot be', async () => {
      const task = await add('One');
      const bad = async (body: object) =>
        (await itsm.as('maria').patch(`/tasks/${task.id}`, body)).body.error
          ?.message;
      expect(await bad({})).toContain('at least one field');
      expect(await bad({ state: 'finished' })).toContain('state');
      expect(await bad({ assigneeRef: 'user:default/nobody' })).toContain(
        'assigneeRef',
      );
      expect(await bad({ blockedBy: [task.id] })).toContain('circle');
      const other = '0190f3d4-0000-7000-8000-000000000001';
      expect(await bad({ blockedBy: [other] })).toContain('has no task');
      const missing = await itsm.as('maria').patch(`/tasks/${other}`, {
        state: 'done',
      });
      expect(missing.status).toBe(404);
    });

    it('of restricted records are found by nobody outside', async () => {
      const task = await add('Quietly', { assigneeRef: 'user:default/sam' });
      await itsm
        .as('maria')
        .patch(`/incidents/${number}`, { visibility: 'restricted' });
      const list = await itsm.as('sam').get('/tasks?assignee=me');
      expect(list.body.items.map((t: any) => t.id)).not.toContain(task.id);
      const change = await itsm
        .as('sam')
        .patch(`/tasks/${task.id}`, { state: 'done' });
      expect(change.status).toBe(404);
      expect(change.body.error.message).not.toContain(number);
    });

    it('come in pages, earliest due date first and those without one last', async () => {
      const due = (day: number) => `2027-01-0${day}T00:00:00.000Z`;
      await add('none', { assigneeRef: 'user:default/dana' });
      for (const day of [3, 1, 2])
        await add(`day ${day}`, {
          assigneeRef: 'user:default/dana',
          dueAt: due(day),
        });
      const path = '/tasks?assignee=user:default/dana&limit=3';
      const first = await itsm.as('maria').get(path);
      expect(first.body.items.map((t: any) => t.title)).toEqual([
        'day 1',
        'day 2',
        'day 3',
      ]);
      const second = await itsm
        .as('maria')
        .get(`${path}&cursor=${first.body.pageInfo.nextCursor}`);
      expect(second.body.items.map((t: any) => t.title)).toEqual(['none']);
      const back = await itsm
        .as('maria')
        .get(`${path}&cursor=${second.body.pageInfo.prevCursor}`);
      expect(back.body.items).toEqual(first.body.items);
      const soon = await itsm
        .as('maria')
        .get(`/tasks?assignee=user:default/dana&dueBefore=${due(2)}`);
      expect(soon.body.items).toHaveLength(1);
    });
  });

  describe('in the kernel', () => {
    let knex: Knex;
    let kernel: KernelParts;
    const clock = new FixedClock();
    beforeAll(async () => {
      knex = await databases.init(databaseId);
      const incidents = (await registeredPractices()).find(
        practice => practice.id === 'incidents',
      )!;
      const [type] = incidents.recordTypes!;
      const careful = {
        ...incidentLifecycle,
        transitions: incidentLifecycle.transitions.map(t =>
          t.name === 'resolve' ? { ...t, tasksDone: true } : t,
        ),
      };
      kernel = await kernelOnDatabase(knex, {
        clock,
        practices: [
          { ...incidents, recordTypes: [{ ...type, lifecycle: careful }] },
        ],
      });
    });
    const file = async (more: object = {}) =>
      (
        await kernel.records.changeRecord(maria, {
          create: 'incident',
          set: {
            serviceRef: 'component:default/checkout',
            title: 'Down',
            impact: 2,
            urgency: 2,
            requesterRef: 'user:default/rita',
          },
          ...more,
        })
      ).record;

    it('must be over before a transition that says so', async () => {
      const { id, number } = await file({
        tasks: [{ add: { title: 'Learn from it' } }],
      });
      const resolve = () =>
        kernel.records.changeRecord(maria, {
          id,
          transition: 'resolve',
          set: { resolution: 'Rolled back', resolutionCode: 'solved' },
        });
      const option = async () =>
        (await kernel.records.view(maria, id)).viewer.transitions.find(
          t => t.name === 'resolve',
        );
      await kernel.records
        .changeRecord(maria, { id, transition: 'start' })
        .catch(() => {});
      const why =
        '"Resolve" is possible when all tasks are done or skipped; one task is not.';
      expect((await option())?.reason).toBe(why);
      await expect(resolve()).rejects.toThrow(why);
      const [task] = await readTasks(knex, id);
      await kernel.records.changeRecord(maria, {
        id: number,
        tasks: [{ id: task.id, set: { state: 'skipped' } }],
      });
      expect((await option())?.reason).toBeUndefined();
    });

    it('say the same in the journal and in the table, whatever was done', async () => {
      const step = fc.oneof(
        fc.record({ verb: fc.constant('add'), on: fc.nat(5) }),
        fc.record({ verb: fc.constant('order'), on: fc.nat(23) }),
        fc.record({
          verb: fc.constantFrom('open', 'in-progress', 'done', 'skipped'),
          on: fc.nat(5),
        }),
        fc.record({
          verb: fc.constantFrom('title', 'assign', 'due', 'block', 'share'),
          on: fc.nat(5),
        }),
      );
      const run = async (
        id: string,
        { verb, on }: { verb: string; on: number },
      ) => {
        const tasks = await readTasks(knex, id);
        const task = tasks[on % Math.max(1, tasks.length)];
        const change = (tasksChange: any) =>
          kernel.records
            .changeRecord(maria, { id, tasks: [tasksChange] })
            .catch(error => {
              // What cannot be is refused; anything else is a fault.
              if (!['ConflictError', 'InputError'].includes(error.name))
                throw error;
            });
        clock.pass(1000);
        if (verb === 'add' || !task)
          return change({ add: { title: `T${on}` } });
        if (verb === 'order') {
          const order = tasks.map(t => t.id);
          order.push(...order.splice(0, on % order.length));
          return change({ order });
        }
        const values: Record<string, object> = {
          title: { title: `T${on} anew` },
          assign: { assigneeRef: 'user:default/sam' },
          due: { dueAt: on % 2 ? null : clock.now() + on },
          block: { blockedBy: [tasks[0].id] },
          share: { audience: on % 2 ? 'requester' : 'internal' },
        };
        return change({ id: task.id, set: values[verb] ?? { state: verb } });
      };
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 3, maxLength: 15 }),
          async steps => {
            const { id } = await file();
            for (const s of steps) await run(id, s);
            const rows = await knex('journal')
              .where('subject_id', id)
              .where('kind', 'like', 'task.%')
              .orderBy('position');
            const replayed = replayTasks(
              rows.map(r => ({
                kind: r.kind,
                at: Number(r.at),
                actorId: r.actor_id,
                payload:
                  typeof r.payload === 'string'
                    ? JSON.parse(r.payload)
                    : r.payload,
              })),
            );
            const table = await readTasks(knex, id);
            const numberOf = new Map(table.map(t => [t.id, t.number]));
            expect(
              replayed.map(t => ({
                id: t.id,
                number: t.number,
                position: t.position,
                version: t.version,
                text: (t.values.title as any).text,
                state: t.values.state,
                audience: t.values.audience,
                assigned: t.values.assigneeRef !== undefined,
                dueAt: t.values.dueAt,
                blockedBy: t.values.blockedBy ?? [],
                doneAt: t.doneAt,
              })),
            ).toEqual(
              table.map(t => ({
                id: t.id,
                number: t.number,
                position: t.position,
                version: t.version,
                text: t.text.text,
                state: t.state,
                audience: t.audience,
                assigned: t.assigneeRef !== undefined,
                dueAt: t.dueAt,
                blockedBy: t.blockedBy.map(b => numberOf.get(b)),
                doneAt: t.doneAt,
              })),
            );
            const { brokenAt } = await kernel.records.verify(maria, id);
            expect(brokenAt).toBeUndefined();
          },
        ),
        { numRuns: 12 },
      );
    });

    it('are seen in lists by whom the record’s standing says, in SQL as in memory', async () => {
      const people = [
        maria,
        user('rita', ['marketing']),
        user('dana', ['service-desk'], ['agent']),
        user('rita', ['marketing'], ['agent']),
        user('sam', ['storefront']),
      ];
      const { id } = await file();
      await kernel.records.changeRecord(maria, {
        id,
        participants: [
          {
            principalRef: 'group:default/storefront',
            role: 'collaborator',
            canRead: true,
          },
        ],
      });
      const { record, participants } = await kernel.records.load(maria, id);
      for (const caller of people) {
        const sql = workerSql(caller);
        const rows = await knex('records as r')
          .where('r.id', id)
          .whereRaw(sql.sql, sql.bindings);
        const collaborates = participants.some(
          p =>
            p.role === 'collaborator' &&
            caller.ownership.includes(p.principalRef),
        );
        const standing = standingOf(caller, record, collaborates);
        expect(rows.length === 1).toBe(standing.has('worker'));
      }
    });
  });
});
