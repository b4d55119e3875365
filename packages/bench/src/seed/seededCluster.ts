import { createHash } from 'crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Knex } from 'knex';
import { startCluster, type BenchCluster } from '../database';
import { inBench, inBenchFolder, ROOT } from '../folder';
import { ENTITIES } from '../backend/organisation';
import { runPortal } from '../backend/runPortal';
import { drained } from './drained';
import { seedIncidents } from './seedIncidents';

/** After this the seed is made anew: its newest incidents would no longer be new. */
const KEPT_MS = 3 * 86_400_000;

/** The files that say what is seeded. */
const MAKERS = [
  'columns.ts',
  'incidentLife.ts',
  'journal.ts',
  'random.ts',
  'seedIncidents.ts',
  'words.ts',
];

/** A cluster with seeded databases, kept between runs. */
export interface SeededCluster extends BenchCluster {
  /**
   * The prefix of a portal's databases with that many incidents; seeded if they are not there.
   * Its followers have taken the whole journal.
   */
  seeded(incidents: number): Promise<string>;
  /** The prefix of copies of the databases, to be written to; those of a run before are dropped. */
  copyOf(prefix: string, name: string): Promise<string>;
  /** Connects to the database of a plugin. */
  plugin(prefix: string, plugin?: string): Promise<Knex>;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** What the seed depends on: the schema, and how it is made. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = [
    ...filesUnder(join(ROOT, 'plugins', 'itsm-backend')).filter(f =>
      /migrations.[^/\\]+\.js$/.test(f),
    ),
    ...MAKERS.map(name => inBench('src', 'seed', name)),
    inBench('src', 'backend', 'organisation.ts'),
  ];
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

async function dropAll(admin: Knex, prefix: string): Promise<void> {
  const names = await databasesOf(admin, prefix);
  for (const name of names)
    await admin.raw('drop database ?? with (force)', [name]);
}

async function databasesOf(admin: Knex, prefix: string): Promise<string[]> {
  const rows = await admin('pg_database')
    .whereRaw('starts_with(datname, ?)', [prefix])
    .select('datname');
  return rows.map(row => row.datname);
}

async function seed(
  cluster: SeededCluster,
  prefix: string,
  incidents: number,
  say: (text: string) => void,
): Promise<void> {
  const portal = () =>
    runPortal({ databasePort: cluster.port, prefix, catalogCopySeconds: 5 });
  await dropAll(cluster.admin, prefix);
  say('the portal makes its tables and reads the catalog');
  const first = await portal();
  const knex = await cluster.plugin(prefix);
  for (let tries = 0; ; tries++) {
    const [{ count }] = await knex('catalog_entities').count();
    if (Number(count) >= ENTITIES) break;
    if (tries > 240) throw new Error(`The catalog has ${count} entities only`);
    await new Promise(done => {
      setTimeout(done, 500);
    });
  }
  await first.stop();
  await seedIncidents(knex, incidents, say);
  await knex.raw('vacuum analyze');
  say('the followers read the journal');
  const second = await portal();
  try {
    await drained(knex, say);
  } finally {
    await second.stop();
  }
  await knex.raw('vacuum analyze');
  await knex.raw('checkpoint');
}

/** Starts the cluster of seeded databases. What it does at length is told on standard error. */
export async function startSeededCluster(): Promise<SeededCluster> {
  const folder = inBenchFolder('postgres');
  const marks = inBenchFolder('seeded.json');
  const cluster = await startCluster(folder);
  const read = (): Record<string, { of: string; at: number }> =>
    existsSync(marks) ? JSON.parse(readFileSync(marks, 'utf8')) : {};
  const seeding: SeededCluster = {
    ...cluster,
    plugin: (prefix, plugin = 'itsm') => cluster.open(`${prefix}${plugin}`),
    async seeded(incidents) {
      const prefix = `seed_${incidents}_`;
      const say = (text: string) =>
        process.stderr.write(`seed of ${incidents}: ${text}\n`);
      const known = read()[prefix];
      const fits =
        known?.of === fingerprint() && Date.now() - known.at < KEPT_MS;
      if (fits) return prefix;
      const started = Date.now();
      const { [prefix]: _, ...others } = read();
      writeFileSync(marks, JSON.stringify(others));
      await seed(seeding, prefix, incidents, say);
      writeFileSync(
        marks,
        JSON.stringify({
          ...others,
          [prefix]: { of: fingerprint(), at: Date.now() },
        }),
      );
      say(`done in ${Math.round((Date.now() - started) / 1000)} s`);
      return prefix;
    },
    async copyOf(prefix, name) {
      await dropAll(cluster.admin, name);
      for (const database of await databasesOf(cluster.admin, prefix)) {
        await cluster.admin.raw('create database ?? template ??', [
          `${name}${database.slice(prefix.length)}`,
          database,
        ]);
      }
      return name;
    },
  };
  return seeding;
}
