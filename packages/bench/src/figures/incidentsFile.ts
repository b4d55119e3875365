import { serviceOf, users } from '../backend/organisation';
import { runPortal } from '../backend/runPortal';
import type { Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { plainInserts, rowsOf } from '../load/plainInserts';
import { throughput } from '../load/throughput';
import { drained, followerLag } from '../seed/drained';
import { startSeededCluster } from '../seed/seededCluster';

const CONNECTIONS = 8;
/**
 * Long enough for the users to come round: what is kept of each for seconds is cold for all of them
 * when a sample begins, and in three seconds nobody would ever come twice.
 */
const SECONDS = 10;
const PATH = '/api/itsm/incidents';

const bodyOf = (user: number, turn: number) => ({
  serviceRef: serviceOf(user, turn),
  title: 'Checkout answers slowly since the morning',
  description:
    'Customers wait for ten seconds and more before the page of the order opens. It began at nine.',
  impact: 2,
  urgency: 1,
});

/**
 * Filing over HTTP on eight connections, users in rotation, each against a service of their team
 * (`--services=10`: each time another one). The floor is the slower of a request for nothing on as
 * many connections, and of the rows of one filed incident inserted in a transaction by as many
 * plain clients, without the lock that keeps the journal in order.
 */
export const incidentsFile: Figure = {
  name: 'incidents.file',
  description:
    'incidents filed a second on 8 connections over the slower of requests for nothing and the same rows inserted in a transaction',
  aim: 0.5,
  unit: 'requests/s',
  async prepare(_, options) {
    const services = Number(options.services ?? 1);
    const seconds = Number(options.seconds ?? SECONDS);
    const cluster = await startSeededCluster();
    const seeded = await cluster.seeded(Number(options.incidents ?? 25_000));
    const prefix = await cluster.copyOf(seeded, 'filed_');
    const beside = await cluster.copyOf(seeded, 'inserted_');
    const portal = await runPortal({ databasePort: cluster.port, prefix });
    const authorizations = await portal.authorizations();
    const knex = await cluster.plugin(prefix);
    await drained(knex);

    // Twice: the first request asks for what is then kept for seconds.
    await portal.trace(PATH, authorizations[0], {
      method: 'POST',
      body: bodyOf(0, 0),
    });
    const filed = await portal.trace(PATH, authorizations[0], {
      method: 'POST',
      body: bodyOf(0, 0),
    });
    const recordId: string = filed.answer.id;
    const inserts = await plainInserts({
      port: cluster.port,
      database: `${beside}itsm`,
      lanes: CONNECTIONS,
      recordId,
      rows: await rowsOf(knex, recordId),
    });
    const client = httpClient(portal.url, CONNECTIONS);
    let count = 0;
    const next = () => {
      count += 1;
      const user = count % users.length;
      const turn = Math.floor(count / users.length) % services;
      return { authorization: authorizations[user], body: bodyOf(user, turn) };
    };
    let most = 0;
    return {
      async sample() {
        const ours = await throughput(CONNECTIONS, seconds, () => {
          const { authorization, body } = next();
          const wanted = { path: PATH, authorization };
          return client.time({ ...wanted, body: JSON.stringify(body) });
        });
        most = Math.max(most, await followerLag(knex));
        // What follows a command is not to slow the floor.
        const started = performance.now();
        await drained(knex);
        const catchUpMs = performance.now() - started;
        const nothing = await throughput(CONNECTIONS, seconds, () =>
          client.time({
            path: '/api/itsm/bench/nothing',
            authorization: next().authorization,
          }),
        );
        const rows = await throughput(CONNECTIONS, seconds, lane =>
          inserts.insert(lane),
        );
        const floor = Math.min(nothing, rows);
        return { ours, floor, nothing, rows, catchUpMs };
      },
      async notes() {
        return {
          statements: filed.statements.length,
          decisions: filed.decisions,
          mostLag: most,
          lag: await followerLag(knex),
        };
      },
      async close() {
        client.close();
        await inserts.close();
        await portal.stop();
        await cluster.stop();
      },
    };
  },
};
