import { Client } from 'pg';
import type { TracedStatement } from '../backend/routesModule';
import { ACCOUNT } from '../database';

/** A connection to a database and nothing else. */
export interface PlainClient {
  /** Sends statements one after another. @returns milliseconds until the last answer is read */
  time(statements: readonly TracedStatement[]): Promise<number>;
  close(): Promise<void>;
}

/** Connects with the driver that the backend uses, without anything on top. */
export async function plainClient(
  port: number,
  database: string,
): Promise<PlainClient> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    database,
    ...ACCOUNT,
  });
  await client.connect();
  return {
    async time(statements) {
      const started = performance.now();
      for (const { sql, bindings } of statements)
        await client.query(sql, bindings as unknown[]);
      return performance.now() - started;
    },
    close: () => client.end(),
  };
}
