import { serviceOf, users } from '../backend/organisation';
import { runPortal } from '../backend/runPortal';
import type { Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { throughput } from '../load/throughput';
import { startQuietly } from '../runningKernel';
import { drained, followerLag } from '../seed/drained';
import { startSeededCluster } from '../seed/seededCluster';
import {
  ALWAYS,
  promise,
  THRESHOLDS,
  type Promised,
} from '../serviceLevels/agreements';

const CONNECTIONS = 8;
/** Of each side in turn. */
const SECONDS = 5;
const PATH = '/api/itsm/incidents';
/** Of each user one service is covered, and another one is not. */
const COVERED = 0;
const NOT_COVERED = 1;

const scope = {
  serviceRef: {
    $in: [...new Set(users.map((_, user) => serviceOf(user, COVERED)))],
  },
};
const within = (hours: string) => [{ within: hours, calendar: 'always' }];

/** Three agreements for half of the services: four clocks, two of them with thresholds. */
const THREE: readonly Promised[] = [
  ALWAYS,
  {
    kind: 'agreement',
    key: 'for-customers',
    body: {
      name: 'For customers',
      type: 'sla',
      scope,
      targets: [
        { metric: 'response', goals: within('1h'), thresholds: THRESHOLDS },
        { metric: 'resolution', goals: within('8h'), thresholds: THRESHOLDS },
      ],
    },
  },
  {
    kind: 'agreement',
    key: 'between-teams',
    body: {
      name: 'Between teams',
      type: 'ola',
      scope,
      targets: [{ metric: 'resolution', goals: within('4h') }],
    },
  },
  {
    kind: 'agreement',
    key: 'supplier',
    body: {
      name: 'Contract with the supplier',
      type: 'uc',
      scope,
      targets: [{ metric: 'resolution', goals: within('6h') }],
    },
  },
];

const bodyOf = (user: number, turn: number) =>
  JSON.stringify({
    serviceRef: serviceOf(user, turn),
    title: 'Checkout answers slowly since the morning',
    description:
      'Customers wait for ten seconds and more before the page of the order opens. It began at nine.',
    impact: 2,
    urgency: 1,
  });

/**
 * Filing over HTTP on eight connections, users in rotation, in one backend: against a service that
 * three agreements cover, and against one of the same team that none does, in turn. Followers are on
 * and keep clocks and thresholds meanwhile; they catch up before the other side begins.
 */
export const incidentsFileAgreements: Figure = {
  name: 'incidents.file.agreements',
  description:
    'time of filing an incident that three agreements cover over one that none does, on 8 connections',
  aim: 1.3,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const seconds = Number(options.seconds ?? SECONDS);
    const cluster = await startSeededCluster();
    const seeded = await cluster.seeded(Number(options.incidents ?? 25_000));
    const prefix = await cluster.copyOf(seeded, 'promised_');
    const knex = await cluster.plugin(prefix);
    const quiet = await startQuietly(await cluster.plugin(prefix));
    await promise(quiet.portal, THREE);
    await quiet.portal.stop();
    const portal = await runPortal({ databasePort: cluster.port, prefix });
    const authorizations = await portal.authorizations();
    await drained(knex);

    const client = httpClient(portal.url, CONNECTIONS);
    let count = 0;
    let most = 0;
    /** Milliseconds a filing, by how many there were in the time. */
    const file = async (turn: number) => {
      const rate = await throughput(CONNECTIONS, seconds, () => {
        count += 1;
        const user = count % users.length;
        return client.time({
          path: PATH,
          authorization: authorizations[user],
          body: bodyOf(user, turn),
        });
      });
      const lag = await followerLag(knex);
      const started = performance.now();
      await drained(knex);
      return {
        ms: 1000 / rate,
        lag,
        catchUpMs: performance.now() - started,
      };
    };
    const clocksAtStart = await knex('sl_clocks').count({ n: '*' }).first();
    let turnsTaken = 0;
    let covered = 0;
    return {
      async sample() {
        // What grows meanwhile, e.g. the database, is to be on both sides alike.
        turnsTaken += 1;
        const first = turnsTaken % 2 ? COVERED : NOT_COVERED;
        const before = count;
        const one = await file(first);
        if (first === COVERED) covered += count - before;
        const between = count;
        const other = await file(first === COVERED ? NOT_COVERED : COVERED);
        if (first !== COVERED) covered += count - between;
        const [ours, floor] = first === COVERED ? [one, other] : [other, one];
        most = Math.max(most, ours.lag);
        return {
          ours: ours.ms,
          floor: floor.ms,
          lag: ours.lag,
          lagWithout: floor.lag,
          catchUpMs: ours.catchUpMs,
          catchUpWithoutMs: floor.catchUpMs,
        };
      },
      async notes() {
        const clocks = await knex('sl_clocks').count({ n: '*' }).first();
        const made = Number(clocks!.n) - Number(clocksAtStart!.n);
        const thresholds = await knex('due_work')
          .where('kind', 'service-levels.threshold')
          .count({ n: '*' })
          .first();
        return {
          alsoHolds: made === 4 * covered,
          filedWith: covered,
          clocks: made,
          thresholds: Number(thresholds!.n),
          mostLag: most,
          lagAtEnd: await followerLag(knex),
        };
      },
      async close() {
        client.close();
        await portal.stop();
        await cluster.stop();
      },
    };
  },
};
