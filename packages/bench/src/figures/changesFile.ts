import { serviceOf, users } from '../backend/organisation';
import { runPortal } from '../backend/runPortal';
import type { Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { throughput } from '../load/throughput';
import { drained, followerLag } from '../seed/drained';
import { startSeededCluster } from '../seed/seededCluster';

const CONNECTIONS = 8;
/** Of each side in turn. */
const SECONDS = 5;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const incidentOf = (user: number) => ({
  serviceRef: serviceOf(user, 0),
  title: 'Checkout answers slowly since the morning',
  description:
    'Customers wait for ten seconds and more before the page of the order opens. It began at nine.',
  impact: 2,
  urgency: 1,
});

/** A change with all that a form asks for, of a service and two items, some time within the year. */
function changeOf(user: number, count: number) {
  const start = Date.now() + (1 + (count % 300)) * DAY_MS;
  return {
    serviceRef: serviceOf(user, 0),
    title: 'Renew the certificates of checkout',
    description: 'All certificates of the service are replaced, one by one.',
    justification: 'They run out at the end of the month.',
    plan: '1. Ask for them\n2. Roll them out to one instance\n3. Roll them out to all',
    testEvidence: 'Done on staging last week.',
    rollbackPlan: 'Put the old ones back; they are valid until then.',
    plannedStart: new Date(start).toISOString(),
    plannedEnd: new Date(start + HOUR_MS).toISOString(),
    expectedImpact: 'degraded',
    affects: [serviceOf(user, 0), serviceOf(user, 1)],
  };
}

/** What is filed, and where. */
interface Filed {
  path: string;
  bodyOf(user: number, count: number): object;
}

/**
 * Filing changes and filing incidents over HTTP on eight connections in one backend, in turn, users in
 * rotation. Followers are on, and have caught up with one side before the other begins: risk and
 * conflicts are worked out after a change is filed.
 */
export const changesFile: Figure = {
  name: 'changes.file',
  description:
    'changes filed a second over incidents filed a second in the same backend, on 8 connections',
  aim: 0.7,
  unit: 'requests/s',
  async prepare(_, options) {
    const seconds = Number(options.seconds ?? SECONDS);
    const cluster = await startSeededCluster();
    const seeded = await cluster.seeded(Number(options.incidents ?? 25_000));
    const prefix = await cluster.copyOf(seeded, 'changed_');
    const portal = await runPortal({ databasePort: cluster.port, prefix });
    const authorizations = await portal.authorizations();
    const knex = await cluster.plugin(prefix);
    await drained(knex);

    const incidents: Filed = {
      path: '/api/itsm/incidents',
      bodyOf: incidentOf,
    };
    const changes: Filed = { path: '/api/itsm/changes', bodyOf: changeOf };
    const statementsOf = async ({ path, bodyOf }: Filed) => {
      const call = { method: 'POST', body: bodyOf(0, 0) };
      // Twice: the first request asks for what is then kept for seconds.
      await portal.trace(path, authorizations[0], call);
      const traced = await portal.trace(path, authorizations[0], call);
      return traced.statements.length;
    };
    const statements = {
      incident: await statementsOf(incidents),
      change: await statementsOf(changes),
    };

    const client = httpClient(portal.url, CONNECTIONS);
    let count = 0;
    let most = 0;
    let catchUpMs = 0;
    const file = async ({ path, bodyOf }: Filed) => {
      const rate = await throughput(CONNECTIONS, seconds, () => {
        count += 1;
        const user = count % users.length;
        return client.time({
          path,
          authorization: authorizations[user],
          body: JSON.stringify(bodyOf(user, count)),
        });
      });
      most = Math.max(most, await followerLag(knex));
      const started = performance.now();
      await drained(knex);
      catchUpMs = performance.now() - started;
      return rate;
    };
    let turns = 0;
    return {
      async sample() {
        turns += 1;
        // What grows meanwhile, e.g. the database, is to be on both sides alike.
        if (turns % 2) {
          const ours = await file(changes);
          const caught = catchUpMs;
          return { ours, floor: await file(incidents), catchUpMs: caught };
        }
        const floor = await file(incidents);
        return { ours: await file(changes), floor, catchUpMs };
      },
      async notes() {
        return { statements, mostLag: most, lag: await followerLag(knex) };
      },
      async close() {
        client.close();
        await portal.stop();
        await cluster.stop();
      },
    };
  },
};
