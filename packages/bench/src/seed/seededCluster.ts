import { createHash } from 'crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Knex } from 'knex';
import { startCluster, type BenchCluster } from '../database';
import { inBench, inBenchFolder, ROOT } from '../folder';
import { ENTITIES, users } from '../backend/organisation';
import {
  runPortal,
  type PortalOptions,
  type RunningPortal,
} from '../backend/runPortal';
import { drained } from './drained';
import { fileOnEstate, seedEstate } from './seedEstate';
import { seedFacts } from './seedFacts';
import { seedIncidents } from './seedIncidents';
import { seedItems } from './seedItems';

/** After this the seed is made anew: its newest incidents would no longer be new. */
const KEPT_MS = 3 * 86_400_000;
/** Half seconds that a catalog has for an organisation; thousands of entities have longer. */
const PATIENCE = 240;

/** The files that say what is seeded. */
const MAKERS = {
  incidents: [
    'seed/columns.ts',
    'seed/incidentLife.ts',
    'seed/journal.ts',
    'seed/random.ts',
    'seed/seedIncidents.ts',
    'seed/words.ts',
  ],
  facts: ['seed/random.ts', 'seed/seedFacts.ts'],
  estate: [
    'backend/estate.ts',
    'seed/incidentLife.ts',
    'seed/random.ts',
    'seed/seedEstate.ts',
    'seed/seedIncidents.ts',
  ],
  catalog: ['backend/estate.ts'],
  items: [
    'cmdb/entityOf.ts',
    'cmdb/landscape.ts',
    'seed/random.ts',
    'seed/seedItems.ts',
    'seed/words.ts',
  ],
} as const;

/** A cluster with seeded databases, kept between runs. */
export interface SeededCluster extends BenchCluster {
  /**
   * The prefix of a portal's databases with that many incidents; seeded if they are not there.
   * Its followers have taken the whole journal.
   */
  seeded(incidents: number): Promise<string>;
  /**
   * The same with a catalog of that many configuration items and two months of their history. A
   * portal on it must be told of a stub catalog that has them, or they will be gone in a minute.
   */
  seededItems(items: number): Promise<string>;
  /** The same with nothing but what is counted of that many incidents of two years. */
  seededFacts(incidents: number): Promise<string>;
  /**
   * The same with a catalog of so many entities, 1,000 services among them, and 24 months of incidents,
   * costs and changes of those.
   */
  seededEstate(entities: number, incidents: number): Promise<string>;
  /** The prefix of databases of a portal without Callboard, with a catalog of so many entities. */
  seededCatalog(entities: number): Promise<string>;
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
function fingerprint(makers: readonly string[]): string {
  const hash = createHash('sha256');
  const files = [
    ...filesUnder(join(ROOT, 'plugins', 'itsm-backend')).filter(f =>
      /migrations.[^/\\]+\.js$/.test(f),
    ),
    ...makers.map(name => inBench('src', ...name.split('/'))),
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

/** Writes into the tables that a portal made; a portal's followers then read the journal. */
async function seed(
  cluster: SeededCluster,
  prefix: string,
  say: (text: string) => void,
  by: {
    portal: Partial<PortalOptions>;
    /** How many entities the copy of the catalog has when the portal has made its tables. */
    entities: number;
    fill(knex: Knex): Promise<void>;
    /** What is written by the API, once the rest is there. */
    file?(portal: RunningPortal): Promise<void>;
  },
): Promise<void> {
  const portal = () =>
    runPortal({
      databasePort: cluster.port,
      prefix,
      catalogCopySeconds: 5,
      ...by.portal,
    });
  await dropAll(cluster.admin, prefix);
  say('the portal makes its tables and reads the catalog');
  const first = await portal();
  const knex = await cluster.plugin(prefix);
  for (let tries = 0; ; tries++) {
    const [{ count }] = await knex('catalog_entities').count();
    if (Number(count) >= by.entities) break;
    if (tries > PATIENCE + by.entities / 4)
      throw new Error(`The catalog has ${count} entities only`);
    await new Promise(done => {
      setTimeout(done, 500);
    });
  }
  await first.stop();
  await by.fill(knex);
  await knex.raw('vacuum analyze');
  say('the followers read the journal');
  const second = await portal();
  try {
    await drained(knex, say);
    await by.file?.(second);
    await drained(knex, say);
  } finally {
    await second.stop();
  }
  await knex.raw('vacuum analyze');
  await knex.raw('checkpoint');
  // A database that somebody is connected to is not copied.
  await knex.destroy();
}

/** A catalog that has all its entities as they are to be, read by the portal itself. */
async function seedCatalog(
  cluster: SeededCluster,
  prefix: string,
  entities: number,
  say: (text: string) => void,
): Promise<void> {
  await dropAll(cluster.admin, prefix);
  say('the catalog takes its entities up');
  const portal = await runPortal({
    databasePort: cluster.port,
    prefix,
    withoutItsm: true,
    entities,
  });
  const knex = await cluster.plugin(prefix, 'catalog');
  try {
    for (let tries = 0; ; tries++) {
      const [{ count }] = await knex('final_entities')
        .whereNotNull('final_entity')
        .count();
      if (Number(count) >= entities) break;
      if (tries > PATIENCE + entities / 4)
        throw new Error(`The catalog has ${count} entities only`);
      await new Promise(done => {
        setTimeout(done, 500);
      });
    }
  } finally {
    await portal.stop();
  }
  await knex.raw('vacuum analyze');
  await knex.destroy();
}

/** Starts the cluster of seeded databases. What it does at length is told on standard error. */
export async function startSeededCluster(): Promise<SeededCluster> {
  const folder = inBenchFolder('postgres');
  const marks = inBenchFolder('seeded.json');
  const cluster = await startCluster(folder);
  const read = (): Record<string, { of: string; at: number }> =>
    existsSync(marks) ? JSON.parse(readFileSync(marks, 'utf8')) : {};
  /** The databases of that prefix as they are kept, or made now. */
  const kept = async (
    prefix: string,
    makers: readonly string[],
    make: (say: (text: string) => void) => Promise<void>,
  ): Promise<string> => {
    const say = (text: string) =>
      process.stderr.write(`${prefix.replace(/_/g, ' ')}: ${text}\n`);
    const of = fingerprint(makers);
    const known = read()[prefix];
    const asIs = known !== undefined && process.env.BENCH_SEED === 'as-is';
    if (asIs || (known?.of === of && Date.now() - known.at < KEPT_MS))
      return prefix;
    const started = Date.now();
    const { [prefix]: _, ...others } = read();
    writeFileSync(marks, JSON.stringify(others));
    await make(say);
    writeFileSync(
      marks,
      JSON.stringify({ ...others, [prefix]: { of, at: Date.now() } }),
    );
    say(`done in ${Math.round((Date.now() - started) / 1000)} s`);
    return prefix;
  };
  const seeding: SeededCluster = {
    ...cluster,
    plugin: (prefix, plugin = 'itsm') => cluster.open(`${prefix}${plugin}`),
    seeded: incidents => {
      const prefix = `seed_${incidents}_`;
      return kept(prefix, MAKERS.incidents, say =>
        seed(seeding, prefix, say, {
          portal: {},
          entities: ENTITIES,
          fill: knex => seedIncidents(knex, incidents, say),
        }),
      );
    },
    seededItems: items => {
      const prefix = `seed_items_${items}_`;
      return kept(prefix, MAKERS.items, say =>
        seed(seeding, prefix, say, {
          // Its catalog has none of the items.
          portal: { withoutCatalogCopy: true },
          entities: 0,
          fill: knex => seedItems(knex, items, say),
        }),
      );
    },
    seededFacts: incidents => {
      const prefix = `seed_facts_${incidents}_`;
      return kept(prefix, MAKERS.facts, async say => {
        await dropAll(cluster.admin, prefix);
        const knex = await seeding.plugin(prefix);
        await seedFacts(knex, incidents, say);
        await knex.raw('vacuum analyze');
        await knex.raw('checkpoint');
        await knex.destroy();
      });
    },
    seededEstate: (entities, incidents) => {
      const prefix = `seed_estate_${entities}_${incidents}_`;
      return kept(prefix, MAKERS.estate, say =>
        seed(seeding, prefix, say, {
          portal: { entities, admins: [users[0]] },
          entities,
          fill: knex => seedEstate(knex, incidents, say),
          file: portal => fileOnEstate(portal),
        }),
      );
    },
    seededCatalog: entities => {
      const prefix = `seed_catalog_${entities}_`;
      return kept(prefix, MAKERS.catalog, say =>
        seedCatalog(seeding, prefix, entities, say),
      );
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
