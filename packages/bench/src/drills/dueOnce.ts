import type { Knex } from 'knex';
import { ACCOUNT, startCluster } from '../database';
import type { Drill } from '../DrillDefinition';
import {
  begin,
  heard,
  killing,
  percentile,
  wait,
  type Backend,
} from './backends';
import type { DrillSchedule } from './dueBackend';

const LONGEST_WAIT = 120_000;
const ASKED_PER_SECOND = 20;

/** Asks a backend for nothing, again and again. @returns how long each answer took */
function askForNothing(address: { url: string; authorization: string }) {
  const took: number[] = [];
  let stopped = false;
  const asking = (async () => {
    while (!stopped) {
      const started = performance.now();
      const answer = await fetch(`${address.url}/bench/nothing`, {
        headers: { Authorization: address.authorization },
      });
      await answer.text();
      if (!answer.ok) throw new Error(`Nothing answers ${answer.status}`);
      took.push(performance.now() - started);
      await wait(1000 / ASKED_PER_SECOND);
    }
  })();
  return async () => {
    stopped = true;
    await asking;
    return took.sort((a, b) => a - b);
  };
}

async function report(knex: Knex, count: number) {
  const [{ doubled }] = await knex
    .from(
      knex('drill_notes')
        .groupBy('key')
        .havingRaw('count(*) > 1')
        .select('key')
        .as('twice'),
    )
    .count({ doubled: '*' });
  const rows = await knex('drill_notes').select('key', 'due_at', 'done_at');
  const lags = rows
    .map(r => Number(r.done_at) - Number(r.due_at))
    .sort((a, b) => a - b);
  return {
    lost: count - new Set(rows.map(r => r.key)).size,
    doubled: Number(doubled),
    early: lags.filter(lag => lag < 0).length,
    lagMs: {
      p50: percentile(lags, 0.5),
      p99: percentile(lags, 0.99),
      max: lags[lags.length - 1],
    },
  };
}

/**
 * Due work under the worst of circumstances: `npm run drill -- due.once [--seconds=300]
 * [--rate=100] [--backends=3] [--kill-every=4]`. Several backends, each a process of its own, do
 * what becomes due; one of them is killed every few seconds, in the middle of whatever it does, and
 * another one is begun. Afterwards every item must have happened, and none twice. A further backend
 * does nothing but answer requests that do nothing, on the same machine at the same time.
 */
export const dueOnce: Drill = {
  name: 'due.once',
  description:
    'due work in backends that are killed: none lost, none doubled (--seconds=300 --rate=100 --backends=3 --kill-every=4)',
  async run(options, say) {
    const seconds = Number(options.seconds ?? 300);
    const rate = Number(options.rate ?? 100);
    const many = Number(options.backends ?? 3);
    const killEvery = Number(options['kill-every'] ?? 4) * 1000;
    const count = seconds * rate;
    const cluster = await startCluster();
    const backends: Backend[] = [];
    try {
      const knex = await cluster.open('due_once');
      const { user, password } = ACCOUNT;
      const address = `postgresql://${user}:${password}@127.0.0.1:${cluster.port}/due_once`;
      const idle = begin('idle', address, { idle: true });
      backends.push(idle);
      const up = await heard(idle, 'up');
      await knex.schema.createTable('drill_notes', table => {
        table.string('key');
        table.string('backend');
        table.bigInteger('due_at');
        table.bigInteger('done_at');
      });
      const taking = Array.from({ length: many }, (_, i) =>
        begin(`backend-${i + 1}`, address),
      );
      backends.push(...taking);
      await Promise.all(taking.map(b => heard(b, 'up')));
      const plan: DrillSchedule = {
        // Time to schedule them all, and for the others to see them: they look every 5 s.
        from: Date.now() + 10_000 + count,
        count,
        everyMs: 1000 / rate,
      };
      const scheduled = heard(idle, 'scheduled');
      idle.process.send(plan);
      await scheduled;
      say(`${count} items scheduled, ${rate} a second for ${seconds} s`);
      await wait(Math.max(0, plan.from - Date.now()));

      const stopAsking = askForNothing(up);
      const stopKilling = killing(taking, address, killEvery);
      await wait(seconds * 1000);
      const kills = stopKilling();
      const asked = await stopAsking();
      backends.push(...taking);
      const until = Date.now() + LONGEST_WAIT;
      while ((await knex('due_work').first()) && Date.now() < until) {
        await wait(200);
      }
      const found = await report(knex, count);
      const doNothingMs = {
        p50: percentile(asked, 0.5),
        p99: percentile(asked, 0.99),
      };
      const holds =
        found.lost === 0 && found.doubled === 0 && found.early === 0;
      say(
        JSON.stringify({
          drill: 'due.once',
          holds,
          items: count,
          backends: many,
          kills,
          ...found,
          doNothingMs,
          lagOverDoNothing: Number(
            (found.lagMs.p99 / doNothingMs.p99).toFixed(2),
          ),
        }),
      );
      return holds;
    } finally {
      for (const backend of backends) backend.process.kill('SIGKILL');
      await cluster.stop();
    }
  },
};
