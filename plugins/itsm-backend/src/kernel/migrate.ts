import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Practice } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres } from './database';

/** Key of the advisory lock that lets two backends start at once. */
const MIGRATION_LOCK = 4_117_002;

/** The kernel's own migrations. */
export const KERNEL_MIGRATIONS = resolvePackagePath(
  '@callboard/plugin-itsm-backend',
  'migrations',
);

/** The table in which a practice's migrations are noted: each practice has its own. */
export const migrationsTableOf = (practiceId: string) =>
  `itsm_${practiceId.replace(/-/g, '_')}_migrations`;

async function runAll(
  knex: Knex,
  practices: readonly Practice[],
): Promise<void> {
  await knex.migrate.latest({ directory: KERNEL_MIGRATIONS });
  for (const practice of practices) {
    if (!practice.migrations) continue;
    await knex.migrate.latest({
      directory: practice.migrations.directory,
      tableName: migrationsTableOf(practice.id),
    });
  }
}

/**
 * Brings the database to the newest schema: the kernel first, then the practices in the order
 * given. When several backends start at once on PostgreSQL, one migrates and the others wait.
 */
export async function migrate(
  database: DatabaseService,
  knex: Knex,
  practices: readonly Practice[],
): Promise<void> {
  if (database.migrations?.skip) return;
  if (!isPostgres(knex)) {
    await runAll(knex, practices);
    return;
  }
  await knex.transaction(async tx => {
    await tx.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await runAll(knex, practices);
  });
}
