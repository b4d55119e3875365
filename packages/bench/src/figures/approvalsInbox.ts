import { seedApprovals } from '../approvals/seedApprovals';
import { runPortal } from '../backend/runPortal';
import type { Figure } from '../Figure';
import { readFigure } from '../load/readFloor';
import { startSeededCluster } from '../seed/seededCluster';

/** What else there is: the smallest desk that has all tables filled. */
const INCIDENTS = 1_000;
const DECIDED = 100_000;
const WAITING = 50;

/**
 * The inbox of every user, of 50 changes that wait for their team; half of them were looked at and
 * have changed since. `--decided=` and `--waiting=` ask for others.
 */
export const approvalsInbox: Figure = {
  name: 'approvals.inbox.100k',
  description:
    'a page of what waits for one, 50 among 100000 that were decided, over the same SQL by a plain client and a request for nothing',
  aim: 1.5,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const waiting = Number(options.waiting ?? WAITING);
    const cluster = await startSeededCluster();
    try {
      const seeded = await cluster.seeded(INCIDENTS);
      const prefix = await cluster.copyOf(seeded, 'approvals_');
      const knex = await cluster.plugin(prefix);
      await seedApprovals(knex, Number(options.decided ?? DECIDED), waiting);
      const portal = await runPortal({ databasePort: cluster.port, prefix });
      try {
        const figure = await readFigure({
          cluster,
          portal,
          prefix,
          pathOf: () => `/api/itsm/approvals/inbox?limit=${waiting}`,
          accept({ items }) {
            const changed = items.filter((i: any) => i.changes.length > 0);
            if (items.length !== waiting || changed.length < waiting / 3)
              throw new Error(
                `${items.length} wait, of which ${changed.length} changed`,
              );
          },
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
  },
};
