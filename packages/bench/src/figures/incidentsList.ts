import type { RunningPortal } from '../backend/runPortal';
import { runPortal } from '../backend/runPortal';
import { serviceOf } from '../backend/organisation';
import { median, type Figure } from '../Figure';
import { readFigure, type ReadFigure } from '../load/readFloor';
import { startSeededCluster, type SeededCluster } from '../seed/seededCluster';

const PAGE = 25;
const GROWS_BY = 1.2;

/** The page that the user at that place asks for: a service of their team, in one status. */
export function listPath(status: string): (user: number) => string {
  return user =>
    `/api/itsm/incidents?${new URLSearchParams({
      service: serviceOf(user, user),
      status,
      limit: String(PAGE),
    })}`;
}

async function listOf(
  cluster: SeededCluster,
  incidents: number,
  status: string,
): Promise<{ portal: RunningPortal; figure: ReadFigure }> {
  const prefix = await cluster.seeded(incidents);
  const portal = await runPortal({ databasePort: cluster.port, prefix });
  const figure = await readFigure({
    cluster,
    portal,
    prefix,
    pathOf: listPath(status),
    accept(answer) {
      // A page that is not full costs less than one that is.
      if (status === 'closed' && answer.items.length !== PAGE)
        throw new Error(`A page has ${answer.items.length} incidents`);
    },
  });
  return { portal, figure };
}

function listFigure(
  name: string,
  incidents: number,
  comparedTo?: number,
): Figure {
  return {
    name,
    description: `a page of 25 of ${incidents} incidents by service and status over the same SQL by a plain client and a request for nothing`,
    aim: 1.5,
    better: 'less',
    unit: 'ms',
    async prepare(_, options) {
      const cluster = await startSeededCluster();
      const status = options.status ?? 'closed';
      const sizes = comparedTo ? [incidents, comparedTo] : [incidents];
      const lists: Awaited<ReturnType<typeof listOf>>[] = [];
      const close = async () => {
        for (const { portal, figure } of lists) {
          await figure.close();
          await portal.stop();
        }
        await cluster.stop();
      };
      try {
        for (const size of sizes)
          lists.push(await listOf(cluster, size, status));
      } catch (error) {
        await close();
        throw error;
      }
      const [list, small] = lists;
      const growth: number[] = [];
      return {
        async sample() {
          const sample = await list.figure.sample();
          if (!small) return sample;
          const { ours } = await small.figure.sample();
          growth.push(sample.ours / ours);
          return { ...sample, oursOfFewer: ours };
        },
        async notes() {
          const notes = await list.figure.notes();
          if (!small) return notes;
          // The first sample warmed up.
          const overFewer = median(growth.slice(1));
          return {
            ...notes,
            overFewer: Number(overFewer.toFixed(3)),
            overFewerAim: GROWS_BY,
            alsoHolds: overFewer <= GROWS_BY,
          };
        },
        close,
      };
    },
  };
}

/**
 * `--status=` asks for another status than `closed`, which is the largest part of any desk and
 * fills every page.
 */
export const incidentsList25k = listFigure('incidents.list.25k', 25_000);

/** As {@link incidentsList25k}; the same page of 25 thousand is measured in turn with it. */
export const incidentsList1m = listFigure(
  'incidents.list.1m',
  1_000_000,
  25_000,
);
