import type { Knex } from 'knex';
import { runPortal } from '../backend/runPortal';
import type { PreparedFigure } from '../Figure';
import { readFigure } from '../load/readFloor';
import { startSeededCluster } from '../seed/seededCluster';

/**
 * Brings up a portal with that many incidents and measures a question of every user.
 *
 * @param pathsOf - reads from the database what the users ask, by their places
 */
export async function readOnSeed(
  incidents: number,
  pathsOf: (knex: Knex) => Promise<readonly string[]>,
  accept: (answer: any) => void,
): Promise<PreparedFigure> {
  const cluster = await startSeededCluster();
  try {
    const prefix = await cluster.seeded(incidents);
    const paths = await pathsOf(await cluster.plugin(prefix));
    const portal = await runPortal({ databasePort: cluster.port, prefix });
    try {
      const figure = await readFigure({
        cluster,
        portal,
        prefix,
        pathOf: user => paths[user],
        accept,
      });
      return {
        sample: () => figure.sample(),
        notes: () => figure.notes(),
        async close() {
          await figure.close();
          await portal.stop();
          await cluster.stop();
        },
      };
    } catch (error) {
      await portal.stop();
      throw error;
    }
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
