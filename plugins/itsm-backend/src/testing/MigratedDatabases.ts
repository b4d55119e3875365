import { createHash, randomUUID } from 'crypto';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { migrate } from '../kernel/migrate';
import { registeredPractices } from '../tests/registeredPractices';
import { keepStatements } from './keepStatements';
import {
  applyTemplate,
  readTemplate,
  type SqliteTemplate,
} from './sqliteTemplate';

/** Where Backstage's `TestDatabases` looks for PostgreSQL 18. */
const CONNECTION = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';
/** Key of an advisory lock that nothing else takes in the database `postgres`. */
const TEMPLATE_LOCK = 4_117_100;

const SOURCES = resolvePackagePath('@callboard/plugin-itsm-backend');

/** All migrations as they stand in the sources: another one makes another template. */
function migrationsHash(): string {
  const hash = createHash('sha256');
  const practices = readdirSync(join(SOURCES, 'src/practices'));
  const folders = [
    'migrations',
    ...practices.map(practice => `src/practices/${practice}/migrations`),
  ].filter(folder => existsSync(join(SOURCES, folder)));
  for (const folder of folders) {
    for (const file of readdirSync(join(SOURCES, folder)).sort())
      hash.update(file).update(readFileSync(join(SOURCES, folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function connect(database?: string, pool: Knex.PoolConfig = {}): Knex {
  const url = new URL(process.env[CONNECTION]!);
  if (database) url.pathname = `/${database}`;
  return knexFactory({
    client: 'pg',
    connection: {
      host: url.hostname,
      port: Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
    },
    pool: { min: 0, max: 10, ...pool },
  });
}

async function migrateAll(knex: Knex): Promise<void> {
  const database = mockServices.database({ knex });
  await migrate(database, knex, await registeredPractices());
}

/** What SQLite databases consist of after all migrations, once there was one. */
let sqliteTemplate: Promise<SqliteTemplate> | undefined;

/**
 * Databases that begin with all migrations behind them. On PostgreSQL they are copies of one that
 * was migrated once for all tests of a run, which takes a third of the time; on SQLite they are made
 * like one that was migrated once for the tests of a file, which takes a tenth.
 *
 * For tests of migrations themselves there is Backstage's `TestDatabases`, to which this is alike.
 */
export class MigratedDatabases {
  static create(options: { ids: TestDatabaseId[] }): MigratedDatabases {
    const databases = new MigratedDatabases(TestDatabases.create(options));
    afterAll(() => databases.#end());
    return databases;
  }

  #server?: Knex;
  readonly #made: { name: string; knex: Knex }[] = [];

  private constructor(private readonly databases: TestDatabases) {}

  eachSupportedId(): [TestDatabaseId][] {
    return this.databases.eachSupportedId();
  }

  /** A new database with all migrations. */
  async init(id: TestDatabaseId): Promise<Knex> {
    if (id === 'SQLITE_3') return this.#inMemory();
    if (id !== 'POSTGRES_18' || !process.env[CONNECTION])
      return this.databases.init(id);
    // One connection, as the lock belongs to it.
    this.#server ??= connect(undefined, { max: 1 });
    const template = await this.#template(this.#server);
    const name = `itsm_${randomUUID().replace(/-/g, '')}`;
    // Its files as they are: page by page through the log takes twice the processor's time.
    await this.#server.raw(
      'create database ?? template ?? strategy file_copy',
      [name, template],
    );
    const knex = connect(name);
    this.#made.push({ name, knex });
    return knex;
  }

  async #inMemory(): Promise<Knex> {
    const knex = await this.databases.init('SQLITE_3');
    keepStatements(knex);
    if (sqliteTemplate) {
      await applyTemplate(knex, await sqliteTemplate);
    } else {
      sqliteTemplate = migrateAll(knex).then(() => readTemplate(knex));
      await sqliteTemplate;
    }
    return knex;
  }

  async #template(server: Knex): Promise<string> {
    const name = `itsm_template_${migrationsHash()}`;
    const exists = async () =>
      (await server('pg_database').where('datname', name)).length > 0;
    if (await exists()) return name;
    await server.raw('select pg_advisory_lock(?)', [TEMPLATE_LOCK]);
    try {
      if (await exists()) return name;
      const draft = `${name}_draft`;
      await server.raw('drop database if exists ??', [draft]);
      await server.raw('create database ??', [draft]);
      const knex = connect(draft);
      try {
        await migrateAll(knex);
      } finally {
        await knex.destroy();
      }
      // Under its name only when it is whole, and nobody is connected to it any more.
      await server.raw('alter database ?? rename to ??', [draft, name]);
    } finally {
      await server.raw('select pg_advisory_unlock(?)', [TEMPLATE_LOCK]);
    }
    return name;
  }

  async #end(): Promise<void> {
    for (const { name, knex } of this.#made) {
      await knex.destroy();
      await this.#server!.raw('drop database if exists ?? with (force)', [
        name,
      ]);
    }
    await this.#server?.destroy();
  }
}
