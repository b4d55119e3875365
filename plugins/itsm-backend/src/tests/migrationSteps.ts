import type { Knex } from 'knex';
import { KERNEL_MIGRATIONS, migrationsTableOf } from '../kernel/migrate';
import { registeredPractices } from './registeredPractices';

/** A folder of migrations with the table that notes them. */
export interface Folder {
  directory: string;
  tableName?: string;
}

/** The kernel's. */
export const kernel: Folder = { directory: KERNEL_MIGRATIONS };
/** Those of a practice. */
export const of = async (practiceId: string): Promise<Folder> => {
  const practices = await registeredPractices();
  const { directory } = practices.find(p => p.id === practiceId)!.migrations!;
  return { directory, tableName: migrationsTableOf(practiceId) };
};

/** Runs a folder's migrations up to, and without, the named one; then that one. */
export async function upTo(knex: Knex, folder: Folder, file: string) {
  const before = async () => {
    const [, pending] = await knex.migrate.list(folder);
    return pending[0]?.file;
  };
  while ((await before()) !== file) await knex.migrate.up(folder);
  await knex.migrate.up(folder);
}

/** Which of the tables are there. */
export const exist = (knex: Knex, tables: readonly string[]) =>
  Promise.all(tables.map(table => knex.schema.hasTable(table)));

/** A row of `records`. */
export const RECORD = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  number: 'INC-1',
  type: 'incident',
  title: 'Checkout returns 502',
  status: 'new',
  status_category: 'open',
  created_at: 1_780_000_000_000,
  updated_at: 1_780_000_000_000,
};
