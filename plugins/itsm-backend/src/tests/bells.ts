import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { DueHandler } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../kernel/buildKernel';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Somebody whose group owns the checkout. */
export const maria = user('maria', ['payments']);

/** Rings a bell, in our database, once. */
export const bell = (more: Partial<DueHandler> = {}): DueHandler => ({
  kind: 'test.bell',
  title: 'Rings a bell',
  handle: (item, context) =>
    context.finish(async tx => {
      await tx('bells').insert({ key: item.key });
    }),
  ...more,
});

/** An item of due work that rings a bell. */
export const at = (key: string, dueAt: number, more = {}) => ({
  kind: 'test.bell',
  key,
  dueAt,
  ...more,
});

/** A kernel whose due work rings bells: a new one, with nothing due, before every test. */
export class Bells {
  knex!: Knex;
  kernel!: KernelParts;
  clock = new FixedClock();

  constructor(databases: TestDatabases, databaseId: TestDatabaseId) {
    beforeAll(async () => {
      this.knex = await databases.init(databaseId);
      await this.knex.schema.createTable('bells', table => {
        table.increments('n');
        table.string('key');
      });
    });
    beforeEach(async () => {
      this.clock = new FixedClock();
      await this.restart();
      await this.knex('due_work').delete();
      await this.knex('bells').delete();
    });
  }

  /** Another kernel on the same database, without handlers. */
  async restart(): Promise<void> {
    this.kernel = await kernelOnDatabase(this.knex, { clock: this.clock });
  }

  /** The bells that rang, in order. */
  async rung(): Promise<string[]> {
    return this.knex('bells').orderBy('n').pluck('key');
  }

  /** What is still to happen, or failed to. */
  async rows(): Promise<any[]> {
    return this.knex('due_work').orderBy('key');
  }

  async incident() {
    const { record } = await this.kernel.records.changeRecord(maria, {
      create: 'incident',
      set: {
        title: 'Checkout returns 502',
        serviceRef: 'component:default/checkout',
        impact: 2,
        urgency: 2,
      },
    });
    return record;
  }
}
