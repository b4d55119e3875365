import type { Knex } from 'knex';
import { startDatabase } from '../database';
import type { Drill } from '../DrillDefinition';
import { live } from '../load/liveIncident';
import { countJournal } from '../load/readJournal';
import { csvOf, readLog, type Log } from '../readLog';
import { startQuietly, type RunningKernel } from '../runningKernel';
import { Random } from '../seed/random';
import { DESK, promise, THRESHOLDS } from '../serviceLevels/agreements';
import { CLOCKS, DERIVED } from '../serviceLevels/follower';

const ROWS = 1_000_000;
const SYNTHETIC_ROWS = 20_000;
const MOST_ROWS = 3_000;
/** Of so many rows one is told late, and by how many files. */
const LATE = 100;
const LATE_BY = 2;
const LIVES = 200;
const LONG_AGO = Date.UTC(2010, 0);
const THRESHOLD = 'service-levels.threshold';
const SHOWN = 5;

/** Milliseconds of an instant as the log writes it, `29/2/2016 01:16`. */
function instantOf(text: string): number {
  const [day, month, year, hour, minute] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** The rows as they happened, in files of random lengths; some come a few files late. */
function asItHappened({ header, rows }: Log, random: Random): string[][][] {
  const at = header.indexOf('sys_updated_at');
  const order = header.indexOf('sys_mod_count');
  const sorted = rows
    .map(row => ({ row, at: instantOf(row[at]), order: Number(row[order]) }))
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map(({ row }) => row);
  const onTime: string[][][] = [];
  const late: string[][][] = [];
  for (let from = 0; from < sorted.length; ) {
    const file = sorted.slice(from, from + 1 + random.below(MOST_ROWS));
    from += file.length;
    const missed = new Set(file.filter(() => random.below(LATE) === 0));
    onTime.push(file.filter(row => !missed.has(row)));
    late.push([...missed]);
  }
  return Array.from({ length: onTime.length + LATE_BY }, (_, i) => [
    ...(onTime[i] ?? []),
    ...(late[i - LATE_BY] ?? []),
  ]).filter(file => file.length > 0);
}

/** What is as of the instant that it was looked at says nothing: it grows while a clock runs. */
function lasting(row: Record<string, any>): string {
  const { evaluated_at: _, ...rest } = row;
  if (row.state === 'running') {
    delete rest.elapsed;
    delete rest.breached;
    delete rest.kept;
  }
  return JSON.stringify(rest);
}

/** Rows of what is derived, by what they are about. */
async function dump(knex: Knex): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (const table of DERIVED) {
    for (const row of await knex(table)) {
      const { record_id: id, clock_id: clock, run, owner_ref: owner } = row;
      const place = table === 'sl_clocks' ? [] : [run, owner ?? ''];
      rows.set([table, id, clock, ...place].join(' '), lasting(row));
    }
  }
  for (const { key, due_at: dueAt, payload } of await knex('due_work').where(
    'kind',
    THRESHOLD,
  ))
    rows.set(`threshold ${key}`, JSON.stringify([dueAt, payload]));
  return rows;
}

/** Lets the clocks follow, and nothing else. */
async function follow(knex: Knex, kernel: RunningKernel): Promise<void> {
  await knex('followers')
    .whereNot('id', CLOCKS)
    .update({ position: knex('journal').max('position') });
  await kernel.followers.drain();
}

const counted = (rows: ReadonlyMap<string, string>) => {
  const counts: Record<string, number> = {};
  for (const key of rows.keys()) {
    const [what] = key.split(' ');
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
};

/**
 * Clocks that were kept as it happened are those that are made from the whole journal at once:
 * `npm run drill -- clocks.rebuild [--log=FILE] [--rows=N] [--seed=N]`. A log is imported in the order
 * of time in files of random lengths, some rows late, and followed after each, so that most incidents
 * are looked at many times; agreements change in the middle of the log and in the middle of the run;
 * some incidents live here, so that thresholds wait. Then all of it is emptied and made again.
 */
export const clocksRebuild: Drill = {
  name: 'clocks.rebuild',
  description:
    'clocks kept as it happened against clocks made again from the whole journal (--log=FILE --rows=N --seed=N)',
  async run(options, say) {
    const seed = Number(options.seed ?? Date.now() % 1_000_000);
    const random = new Random(seed);
    const log = readLog(options, options.log ? ROWS : SYNTHETIC_ROWS);
    const files = asItHappened(log, random);
    const database = await startDatabase();
    try {
      const knex = await database.fresh();
      const { portal, kernel } = await startQuietly(knex);
      const standard = DESK.find(({ key }) => key === 'standard')!;
      // Of what was promised, the response is promised no more.
      const stricter = (within: string) => ({
        ...standard,
        body: {
          ...standard.body,
          targets: [
            {
              metric: 'resolution',
              goals: [{ within, calendar: 'office' }],
              thresholds: THRESHOLDS,
            },
          ],
        },
      });
      await promise(portal, DESK, LONG_AGO);
      const middle = log.rows[Math.floor(log.rows.length / 2)];
      const changed = instantOf(middle[log.header.indexOf('sys_updated_at')]);
      await promise(portal, [stricter('16h')], changed);
      await follow(knex, kernel);
      await kernel.due.runDue();

      let followed = 0;
      const timed = async (work: () => Promise<unknown>) => {
        const started = performance.now();
        await work();
        return (performance.now() - started) / 1000;
      };
      for (const [i, rows] of files.entries()) {
        const run = await portal.importCsv(csvOf({ ...log, rows }));
        if (run.state !== 'done')
          throw new Error(`The import failed: ${JSON.stringify(run)}`);
        if (i === Math.floor(files.length / 2)) {
          await promise(portal, [stricter('12h')]);
          await follow(knex, kernel);
          await kernel.due.runDue();
        }
        followed += await timed(() => follow(knex, kernel));
      }
      for (let n = 0; n < LIVES; n += 1) {
        await live(kernel, n, random.below(4));
        if (random.below(10) === 0)
          followed += await timed(() => follow(knex, kernel));
      }
      followed += await timed(() => follow(knex, kernel));
      const entries = await countJournal(knex);
      const before = await dump(knex);
      say(
        `seed ${seed}: ${entries} entries in ${
          files.length
        } files, followed in ${followed.toFixed(1)} s`,
      );
      say(JSON.stringify(counted(before)));

      await knex('due_work').where('kind', THRESHOLD).delete();
      await portal.send('POST', `/operations/followers/${CLOCKS}/rebuild`);
      const emptied = await dump(knex);
      const rebuilt = await timed(() => kernel.followers.drain());
      const after = await dump(knex);
      await portal.stop();
      say(`made again in ${rebuilt.toFixed(1)} s`);
      say(JSON.stringify(counted(after)));

      const differing = [
        ...new Set([...before.keys(), ...after.keys()]),
      ].filter(key => before.get(key) !== after.get(key));
      for (const key of differing.slice(0, SHOWN)) {
        say(`WRONG ${key}`);
        say(`  as it happened: ${before.get(key) ?? 'not there'}`);
        say(`  made again:     ${after.get(key) ?? 'not there'}`);
      }
      say(`${differing.length} of ${before.size} differ`);
      return (
        differing.length === 0 &&
        emptied.size === 0 &&
        before.size > entries / 10 &&
        counted(before).threshold > 0
      );
    } finally {
      await database.stop();
    }
  },
};
