import type { Knex } from 'knex';
import { rowsAmong } from './rows';

const NOTHING_HAS_IT_NOW = `not exists (
  select 1 from catalog_entities l where l.ref = n.alias_ref and l.removed_at is null)`;

/**
 * Names that entities had before they were renamed, in SQL: `alias_ref`, and `ref`, what that is called now.
 * A name that the catalog has now is meant by whatever has it now, and is none of them.
 */
export const FORMER_NAMES = `(select n.alias_ref, n.ref from catalog_aliases n where ${NOTHING_HAS_IT_NOW})`;

/** What the entity whose reference is in a column is called now, in SQL. */
export const nameNowSql = (column: string): string =>
  `coalesce((select n.ref from catalog_aliases n where n.alias_ref = ${column} and ${NOTHING_HAS_IT_NOW}), ${column})`;

/** The former names of some entities, as a query of one column. */
export const formerNamesOf = (
  executor: Knex,
  refs: readonly string[],
): Knex.QueryBuilder =>
  executor('catalog_aliases as n')
    .whereIn('n.ref', [...refs])
    .whereRaw(NOTHING_HAS_IT_NOW)
    .select('n.alias_ref');

/** Of the references those that something has now: no former names, whatever they were. */
async function inUse(
  executor: Knex,
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await rowsAmong(executor, 'catalog_entities', 'ref', refs, [
    'ref',
    'removed_at',
  ]);
  return new Set(rows.filter(row => row.removed_at === null).map(r => r.ref));
}

async function renames(
  executor: Knex,
  column: 'ref' | 'alias_ref',
  refs: readonly string[],
): Promise<readonly { alias: string; ref: string }[]> {
  const rows = await rowsAmong(executor, 'catalog_aliases', column, refs, [
    'ref',
    'alias_ref',
  ]);
  const live = await inUse(
    executor,
    rows.map(row => row.alias_ref),
  );
  return rows
    .filter(row => !live.has(row.alias_ref))
    .map(row => ({ alias: row.alias_ref, ref: row.ref }));
}

/** The former names of some entities. One statement, and one more if any of them was ever renamed. */
export async function formerNames(
  executor: Knex,
  refs: readonly string[],
): Promise<string[]> {
  return (await renames(executor, 'ref', refs)).map(({ alias }) => alias);
}

/**
 * What entities are called now, by the references asked for; those that were not renamed by themselves. One
 * statement, and one more if any of them was ever renamed.
 */
export async function namesNow(
  executor: Knex,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map(refs.map(ref => [ref, ref]));
  for (const { alias, ref } of await renames(executor, 'alias_ref', refs))
    names.set(alias, ref);
  return names;
}

/**
 * Every name that entities have or had, by which something may know them, each with the reference that was
 * asked for: that of the name they have now, or of one they had. Two statements, and one or two more if any
 * of them was ever renamed.
 */
export async function namesOfEntities(
  executor: Knex,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const asked = new Map(refs.map(ref => [ref, ref]));
  const names = new Map(asked);
  const add = (name: string, ref: string) => {
    if (!names.has(name)) names.set(name, ref);
  };
  for (const [ref, now] of await namesNow(executor, refs)) {
    add(now, ref);
    if (!asked.has(now)) asked.set(now, ref);
  }
  for (const { alias, ref } of await renames(executor, 'ref', [
    ...asked.keys(),
  ]))
    add(alias, asked.get(ref)!);
  return names;
}
