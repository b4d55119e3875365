import type { Figure } from '../Figure';
import { countJournal, readJournal } from '../load/readJournal';
import { csvOf, readLog } from '../readLog';
import { startQuietly } from '../runningKernel';
import { sendBack, skipToEnd } from '../serviceLevels/follower';

const DEFAULT_ROWS = 20_000;
/** What facts and rollups of incidents are made by, and what they are kept in. */
const INCIDENTS = 'kpi.incident';
const DERIVED = ['kpi_states', 'kpi_facts', 'kpi_cells'];

/**
 * Entries a second of an imported log through the numbers of incidents, from the first entry on and
 * with nothing counted yet, over entries a second of a plain client that reads the same batches and does
 * nothing with them.
 */
export const kpiFollower: Figure = {
  name: 'kpi.follower',
  description:
    'entries of an imported log through the facts and rollups of incidents over reading them and doing nothing (--log=FILE --rows=N)',
  aim: 0.3,
  unit: 'entries/s',
  async prepare(database, options) {
    const log = readLog(options, DEFAULT_ROWS);
    const knex = await database.fresh();
    const { portal, kernel } = await startQuietly(knex);
    const run = await portal.importCsv(csvOf(log));
    if (run.state !== 'done')
      throw new Error(`The import failed: ${JSON.stringify(run)}`);
    await skipToEnd(knex);
    const entries = await countJournal(knex);
    const timed = async (work: () => Promise<void>) => {
      const started = performance.now();
      await work();
      return (entries / (performance.now() - started)) * 1000;
    };
    return {
      async sample() {
        await knex.raw(`truncate ${DERIVED.join(', ')}`);
        await sendBack(knex, INCIDENTS);
        await knex.raw('vacuum analyze');
        const ours = await timed(() => kernel.followers.drain());
        const floor = await timed(() => readJournal(knex));
        return { ours, floor };
      },
      async notes() {
        const count = async (table: string) =>
          Number((await knex(table).count({ n: '*' }).first())!.n);
        return {
          entries,
          facts: await count('kpi_facts'),
          series: await count('kpi_series'),
          cells: await count('kpi_cells'),
        };
      },
      close: () => portal.stop(),
    };
  },
};
