import { runPortal, type RunningPortal } from '../backend/runPortal';
import { median, type Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { drained, followerLag } from '../seed/drained';
import { startSeededCluster, type SeededCluster } from '../seed/seededCluster';

const MILLION = 1_000_000;
const FEWER = 100_000;
/** Of the floor, as one takes so little. */
const ROTATIONS = 3;
const OVERVIEW = '/api/itsm/improvement/overview';

/** The page of leadership of a desk, and a row of it. */
interface Dashboard {
  /** The median of the users in rotation, milliseconds. */
  overview(): Promise<number>;
  /** The same of a request that looks up one row by its key. */
  row(): Promise<number>;
  notes(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** All numbers are there and counted of as many as there are, or the figure would be of something else. */
function isWhole(answer: any, incidents: number): void {
  const [volume, resolve, kept] = answer.numbers;
  if (answer.rebuilding) throw new Error('Numbers are being counted anew');
  const opened = volume.points
    .map((point: { count: number }) => point.count)
    .reduce((sum: number, count: number) => sum + count, 0);
  if (
    opened < incidents / 3 ||
    resolve.value === undefined ||
    kept.value === undefined
  )
    throw new Error(
      `The dashboard has ${opened} of ${incidents} incidents; seed it again`,
    );
}

async function dashboardOf(
  cluster: SeededCluster,
  incidents: number,
): Promise<Dashboard> {
  const prefix = await cluster.seededFacts(incidents);
  const knex = await cluster.plugin(prefix);
  const fact = await knex('kpi_facts as f')
    .join('kpi_kinds as k', 'k.id', 'f.kind_id')
    .where('k.kind', 'incident')
    .first('f.kind_id', 'f.id');
  const portal: RunningPortal = await runPortal({
    databasePort: cluster.port,
    prefix,
  });
  try {
    // It reads the catalog anew, and that is in the journal.
    await drained(knex);
    const authorizations = await portal.authorizations();
    const [first] = authorizations;
    await portal.trace(OVERVIEW, first);
    const traced = await portal.trace(OVERVIEW, first);
    isWhole(traced.answer, incidents);
    const client = httpClient(portal.url, 1);
    const inRotation = async (path: string, rotations: number) => {
      const took: number[] = [];
      for (let rotation = 0; rotation < rotations; rotation++)
        for (const authorization of authorizations)
          took.push(await client.time({ path, authorization }));
      return median(took);
    };
    return {
      overview: () => inRotation(OVERVIEW, 1),
      row: () =>
        inRotation(`/api/itsm/bench/row/${fact.kind_id}/${fact.id}`, ROTATIONS),
      notes: async () => ({
        statements: traced.statements.length,
        lag: await followerLag(knex),
      }),
      async close() {
        client.close();
        await portal.stop();
      },
    };
  } catch (error) {
    await portal.stop();
    throw error;
  }
}

/** Closes all that was opened, also when one of them could not be. */
async function dashboards(
  sizes: readonly number[],
): Promise<{ all: Dashboard[]; close(): Promise<void> }> {
  const cluster = await startSeededCluster();
  const all: Dashboard[] = [];
  const close = async () => {
    for (const one of all) await one.close();
    await cluster.stop();
  };
  try {
    for (const size of sizes) all.push(await dashboardOf(cluster, size));
  } catch (error) {
    await close();
    throw error;
  }
  return { all, close };
}

/**
 * The whole page of leadership in one request: six numbers of thirteen months with their limits, what they
 * say, and what is being done. One request at a time, 200 users in rotation.
 */
export const kpiDashboard1m: Figure = {
  name: 'kpi.dashboard.1m',
  description:
    'the dashboard of leadership with 1000000 incidents of 24 months over a request that looks up one row by its key (--incidents=N)',
  aim: 20,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const incidents = Number(options.incidents ?? MILLION);
    const { all, close } = await dashboards([incidents]);
    const [dashboard] = all;
    return {
      sample: async () => ({
        ours: await dashboard.overview(),
        floor: await dashboard.row(),
      }),
      notes: () => dashboard.notes(),
      close,
    };
  },
};

/** {@link kpiDashboard1m} with ten times as many incidents, both measured in turn. */
export const kpiGrowth: Figure = {
  name: 'kpi.growth',
  description:
    'the dashboard of leadership with 1000000 incidents over the same with 100000 (--incidents=N)',
  aim: 1.2,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const incidents = Number(options.incidents ?? MILLION);
    const { all, close } = await dashboards([
      incidents,
      Math.round((incidents * FEWER) / MILLION),
    ]);
    const [many, few] = all;
    return {
      sample: async () => ({
        ours: await many.overview(),
        floor: await few.overview(),
      }),
      notes: async () => ({
        many: await many.notes(),
        few: await few.notes(),
      }),
      close,
    };
  },
};
