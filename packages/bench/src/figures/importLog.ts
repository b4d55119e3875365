import type { Figure } from '../Figure';
import { startPortal } from '../portal';
import { csvOf, readLog } from '../readLog';

const BATCH = 1000;
const DEFAULT_ROWS = 20_000;

/**
 * Rows a second of `POST /imports` over rows a second of plain multi-row inserts of the same rows
 * into one table of text columns, a thousand at a time, parsed beforehand. Ours includes HTTP,
 * CSV, the mapping, records, the hash-chained journal and the identity of every row.
 */
export const importLog: Figure = {
  name: 'import.log',
  description:
    'rate of an import over plain multi-row inserts of the same rows',
  aim: 0.3,
  unit: 'rows/s',
  async prepare(database, options) {
    const log = readLog(options, DEFAULT_ROWS);
    const { header, rows } = log;
    const csv = csvOf(log);
    const columns = header.map((_, i) => `c${i}`);

    const floor = async () => {
      const knex = await database.fresh();
      await knex.schema.createTable('plain', table => {
        for (const column of columns) table.text(column);
      });
      const objects = rows.map(cells =>
        Object.fromEntries(cells.map((c, i) => [columns[i], c])),
      );
      const started = performance.now();
      for (let i = 0; i < objects.length; i += BATCH) {
        await knex('plain').insert(objects.slice(i, i + BATCH));
      }
      const seconds = (performance.now() - started) / 1000;
      await knex.destroy();
      return rows.length / seconds;
    };

    const ours = async () => {
      const knex = await database.fresh();
      const portal = await startPortal(knex);
      const started = performance.now();
      const run = await portal.importCsv(csv);
      const seconds = (performance.now() - started) / 1000;
      await portal.stop();
      await knex.destroy();
      if (run.state !== 'done' || run.imported !== rows.length) {
        throw new Error(
          `The import did not take all rows: ${JSON.stringify(run)}`,
        );
      }
      return rows.length / seconds;
    };

    return {
      sample: async () => ({ ours: await ours(), floor: await floor() }),
    };
  },
};
