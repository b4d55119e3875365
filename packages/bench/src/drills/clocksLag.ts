import type { Knex } from 'knex';
import { ACCOUNT, startCluster } from '../database';
import type { Drill } from '../DrillDefinition';
import { startQuietly } from '../runningKernel';
import { makeMany, REACHED_AFTER, watch } from '../serviceLevels/watched';
import {
  begin,
  heard,
  killing,
  percentile,
  wait,
  type Backend,
} from './backends';

const LONGEST_WAIT = 120_000;
const COMMITS_PER_SECOND = 20;
const DATABASE = 'clocks_lag';
/** To be late is judged only where the machine itself is quick. Milliseconds. */
const COMMIT_P99 = 50;
const LAG_P99 = 1_000;

/** Commits a row again and again. @returns how long each commit took, the shortest first */
function commitAgain(knex: Knex) {
  const took: number[] = [];
  let stopped = false;
  const committing = (async () => {
    await knex.schema.createTable('commit_probe', table => {
      table.bigInteger('at');
    });
    while (!stopped) {
      const started = performance.now();
      await knex('commit_probe').insert({ at: Date.now() });
      took.push(performance.now() - started);
      await wait(1000 / COMMITS_PER_SECOND);
    }
  })();
  return async () => {
    stopped = true;
    await committing;
    return took.sort((a, b) => a - b);
  };
}

/** What the journal says of the incidents that were made. */
async function report(knex: Knex, count: number) {
  const rows = await knex('journal as j')
    .join('records as r', 'r.id', 'j.subject_id')
    .where('j.kind', 'incident.threshold')
    .select(
      'j.subject_id as id',
      knex.raw('j.recorded_at - (r.created_at + ?) as told', [
        REACHED_AFTER.urgent,
      ]),
      // When others saw it, and not when its command began to write.
      knex.raw(
        `extract(epoch from pg_xact_commit_timestamp(j.xmin)) * 1000
           - (r.created_at + ?) as lag`,
        [REACHED_AFTER.urgent],
      ),
    );
  const lags = rows.map(row => Number(row.lag)).sort((a, b) => a - b);
  const records = new Set(rows.map(row => row.id)).size;
  return {
    lost: count - records,
    doubled: rows.length - records,
    early: rows.filter(row => Number(row.told) < 0).length,
    lagMs: {
      p50: Math.round(percentile(lags, 0.5)),
      p99: Math.round(percentile(lags, 0.99)),
      max: Math.round(lags[lags.length - 1]),
    },
  };
}

/**
 * Thresholds of real clocks under the worst of circumstances: `npm run drill -- clocks.lag
 * [--seconds=120] [--rate=100] [--backends=3] [--kill-every=4]`. Each is of an incident of its own,
 * and is done by a command that tells the clock anew and notes whom to tell. Several backends,
 * each a process of its own, do them; one is killed every few seconds in the middle of whatever it
 * does, and another one is begun, which comes up while the others have nothing to do: it would be on a
 * machine of its own. Afterwards each must stand in the journal once. The lag is from the
 * instant of the threshold to the commit; beside it, how long the machine takes to commit one row.
 */
export const clocksLag: Drill = {
  name: 'clocks.lag',
  description:
    'thresholds of clocks in backends that are killed: each once, and how late (--seconds=120 --rate=100 --backends=3 --kill-every=4)',
  async run(options, say) {
    const seconds = Number(options.seconds ?? 120);
    const rate = Number(options.rate ?? 100);
    const many = Number(options.backends ?? 3);
    const killEvery = Number(options['kill-every'] ?? 4) * 1000;
    const count = seconds * rate;
    const cluster = await startCluster(undefined, {
      track_commit_timestamp: 'on',
    });
    const backends: Backend[] = [];
    try {
      const knex = await cluster.open(DATABASE);
      const { user, password } = ACCOUNT;
      const address = `postgresql://${user}:${password}@127.0.0.1:${cluster.port}/${DATABASE}`;
      const { portal, kernel } = await startQuietly(
        await cluster.open(DATABASE),
      );
      const { urgent } = await watch(portal, kernel);
      await portal.stop();
      backends.push(
        ...Array.from({ length: many }, (_, i) =>
          begin(`backend-${i + 1}`, address),
        ),
      );
      await Promise.all(backends.map(b => heard(b, 'up')));
      // Time to make them all, and for the backends to see them: they look every 5 s.
      const from = Date.now() + 10_000 + count;
      await makeMany(knex, urgent, {
        first: 1,
        count,
        createdAt: from - REACHED_AFTER.urgent,
        everyMs: 1000 / rate,
      });
      await knex.raw('vacuum analyze');
      say(`${count} thresholds wait, ${rate} a second for ${seconds} s`);
      if (Date.now() > from) throw new Error('It took too long to make them');
      await wait(from - Date.now());

      const stopCommitting = commitAgain(knex);
      const stopKilling = killing(backends, address, killEvery, {
        patient: true,
      });
      await wait(seconds * 1000);
      const kills = stopKilling();
      const commits = await stopCommitting();
      const until = Date.now() + LONGEST_WAIT;
      const last = from + count * (1000 / rate);
      while (
        (await knex('due_work')
          .where('kind', 'service-levels.threshold')
          .where('due_at', '<=', last)
          .first()) &&
        Date.now() < until
      ) {
        await wait(200);
      }
      const found = await report(knex, count);
      const commitMs = {
        p50: Number(percentile(commits, 0.5).toFixed(1)),
        p99: Number(percentile(commits, 0.99).toFixed(1)),
      };
      const once = found.lost + found.doubled + found.early === 0;
      const quick = commitMs.p99 < COMMIT_P99;
      const holds = once && (!quick || found.lagMs.p99 < LAG_P99);
      say(
        JSON.stringify({
          drill: 'clocks.lag',
          holds,
          once,
          thresholds: count,
          backends: many,
          kills,
          ...found,
          commitMs,
          ...(!quick && {
            note: 'the machine commits too slowly for the lag to be judged',
          }),
        }),
      );
      return holds;
    } finally {
      for (const backend of backends) backend.process.kill('SIGKILL');
      await cluster.stop();
    }
  },
};
