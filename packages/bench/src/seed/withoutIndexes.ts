import type { Knex } from 'knex';

/**
 * Does work on tables whose indexes, but for their keys, are made anew afterwards: one sort in
 * place of a search for every row.
 */
export async function withoutIndexes(
  knex: Knex,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const indexes = await knex('pg_indexes as i')
    .where('i.schemaname', 'public')
    .whereIn('i.tablename', [...tables])
    .whereNotExists(
      knex('pg_constraint as c').whereRaw('c.conname = i.indexname'),
    )
    .select('i.indexname', 'i.indexdef');
  for (const { indexname } of indexes)
    await knex.raw('drop index ??', indexname);
  await work();
  for (const { indexdef } of indexes) await knex.raw(indexdef);
}
