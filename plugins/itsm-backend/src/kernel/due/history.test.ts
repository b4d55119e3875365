import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { FixedClock, kernelOnDatabase } from '../../tests/kernelOnDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const key = fc.constantFrom('a', 'b', 'c', 'd');
const lane = fc.constantFrom(undefined, 'one', 'other');
/** What is done with due work, in any order. */
const step = fc.oneof(
  fc.record({
    schedule: key,
    after: fc.integer({ min: 0, max: 20 }),
    lane,
  }),
  fc.record({ cancel: key }),
  fc.record({ pass: fc.integer({ min: -5, max: 20 }) }),
);

/** What should happen: a list that is looked through, with no database. */
class Model {
  waiting: { key: string; dueAt: number; order: number }[] = [];
  happened: string[] = [];
  #order = 0;

  schedule(item: string, dueAt: number): void {
    this.cancel(item);
    this.#order += 1;
    this.waiting.push({ key: item, dueAt, order: this.#order });
  }
  cancel(item: string): void {
    this.waiting = this.waiting.filter(w => w.key !== item);
  }
  run(now: number): void {
    const due = this.waiting
      .filter(w => w.dueAt <= now)
      .sort((x, y) => x.dueAt - y.dueAt || x.order - y.order);
    this.happened.push(...due.map(w => w.key));
    this.waiting = this.waiting.filter(w => w.dueAt > now);
  }
}

it.each(databases.eachSupportedId())(
  'whatever is scheduled, moved and taken back, and however the clock goes: what happens on %s is what a list would say',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const clock = new FixedClock();
    const kernel = await kernelOnDatabase(knex, { clock });
    let happened: string[] = [];
    kernel.due.register([
      {
        kind: 'test.note',
        title: 'Notes that it happened',
        handle: async item => {
          happened.push(item.key);
        },
      },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
        await knex('due_work').delete();
        happened = [];
        const model = new Model();
        for (const s of steps) {
          if ('schedule' in s) {
            const dueAt = clock.now() + s.after;
            const item = { kind: 'test.note', key: s.schedule, dueAt };
            await kernel.due.schedule([{ ...item, lane: s.lane }]);
            model.schedule(s.schedule, dueAt);
          } else if ('cancel' in s) {
            await kernel.due.cancel([{ kind: 'test.note', key: s.cancel }]);
            model.cancel(s.cancel);
          } else {
            clock.pass(s.pass);
            await kernel.due.runDue();
            model.run(clock.now());
          }
        }
        expect(happened).toEqual(model.happened);
        expect(await knex('due_work')).toHaveLength(model.waiting.length);
      }),
      { numRuns: 40 },
    );
  },
);
