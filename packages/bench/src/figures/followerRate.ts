import type { Knex } from 'knex';
import type { Figure } from '../Figure';
import { live } from '../load/liveIncident';
import { countJournal, readJournal } from '../load/readJournal';
import { startQuietly } from '../runningKernel';

const AT_ONCE = 8;
const DEFAULT_ENTRIES = 8000;

/** Sends every follower back to the first entry, with nothing derived. */
async function startAfresh(knex: Knex): Promise<void> {
  await knex.raw(
    `truncate due_work, deliveries, record_search, ci_versions, ci_relations,
       kpi_states, kpi_facts, kpi_cells`,
  );
  await knex('followers').update({ position: 0 });
  await knex.raw('vacuum analyze');
}

/**
 * Entries a second through all built-in projections, one after the other in one backend, over
 * entries a second of a plain client that reads the same batches and does nothing with them. The
 * entries are new ones of commands, so that none is passed over: each is turned into words for
 * search, news to people, hints to pages and work that is due. What is planned to be sent is not
 * sent meanwhile.
 */
export const followerRate: Figure = {
  name: 'follower.rate',
  description:
    'journal entries through all built-in projections over reading them and doing nothing',
  aim: 0.3,
  unit: 'entries/s',
  async prepare(database, options) {
    const entries = Number(options.entries ?? DEFAULT_ENTRIES);
    const knex = await database.fresh();
    const { portal, kernel } = await startQuietly(knex);
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < entries / 4) {
          next += 1;
          await live(kernel, next);
        }
      }),
    );
    const count = await countJournal(knex);
    const timed = async (work: () => Promise<void>) => {
      const started = performance.now();
      await work();
      return (count / (performance.now() - started)) * 1000;
    };
    const projections = await knex('followers').pluck('id');
    return {
      async sample() {
        await startAfresh(knex);
        const ours = await timed(() => kernel.followers.drain());
        const floor = await timed(() => readJournal(knex));
        return { ours, floor };
      },
      notes: async () => ({ entries: count, projections: projections.sort() }),
      close: () => portal.stop(),
    };
  },
};
