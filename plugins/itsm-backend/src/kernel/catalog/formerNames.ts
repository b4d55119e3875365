import { kindOf } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { whereAmong } from '../database';
import type { CopiedEntity } from './copyEntity';

/** That an entity says it had a name, which another one had by all that is known. */
export interface RefusedClaim {
  /** Who says so. */
  ref: string;
  name: string;
  /** Whose former name it is. */
  by: string;
}

/** Names by what was called so before. */
interface FormerNames {
  names: Map<string, string>;
  refused: RefusedClaim[];
}

/** Who says of each name that it was called so, in an order that is that of their references alone. */
function claimsOf(entities: readonly CopiedEntity[]): Map<string, string[]> {
  const claims = new Map<string, string[]>();
  for (const { ref, aliases } of [...entities].sort((a, b) =>
    a.ref < b.ref ? -1 : 1,
  ))
    for (const name of new Set(aliases))
      claims.set(name, [...(claims.get(name) ?? []), ref]);
  return claims;
}

/** Whose former names these are, of those that are still there. */
async function holders(
  tx: Knex.Transaction,
  names: readonly string[],
  entities: readonly CopiedEntity[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await whereAmong(
    tx('catalog_aliases as a').leftJoin('catalog_entities as e', join =>
      join.on('e.ref', 'a.ref').onNull('e.removed_at'),
    ),
    'a.alias_ref',
    names,
  ).select('a.alias_ref', { by: 'a.ref', there: 'e.ref' });
  const written = new Set(entities.map(({ ref }) => ref));
  return new Map(
    rows
      .filter(({ by, there }) => there !== null || written.has(by))
      .map(row => [row.alias_ref, row.by]),
  );
}

/**
 * What entities were called before, of which a name has one meaning: that of whoever has the catalog's uid of
 * it; else of whoever said so first and is still there, under whatever name; else of the first by reference.
 * So it is the same whichever is read first, and stays as it is when either is read again.
 *
 * @param moved - names by the one that the same uid has now
 */
export async function formerNamesOfAll(
  tx: Knex.Transaction,
  entities: readonly CopiedEntity[],
  moved: ReadonlyMap<string, string>,
): Promise<FormerNames> {
  const claims = claimsOf(entities);
  const held = await holders(tx, [...claims.keys()], entities);
  const names = new Map(moved);
  const refused: RefusedClaim[] = [];
  /** Whose a name is; of one that is looked for already it is not asked in a circle. */
  const ownerOf = (name: string, asked: ReadonlySet<string>): string => {
    const by = held.get(name);
    const claimed = claims.get(name) ?? [];
    const known = moved.get(name) ?? (claimed.includes(name) ? name : by);
    if (known === undefined) return claimed[0] ?? name;
    if (known !== by || asked.has(by)) return known;
    // What had it is called otherwise by now.
    return moved.get(by) ?? ownerOf(by, new Set([...asked, by]));
  };
  for (const [name, claimed] of claims) {
    const owner = ownerOf(name, new Set([name]));
    if (claimed.includes(owner)) names.set(name, owner);
    for (const ref of claimed)
      if (ref !== owner) refused.push({ ref, name, by: owner });
  }
  return { names, refused };
}

/**
 * Notes which names were given up now, beside those before: whose history is told under a name depends on when
 * it was whose. Of people nothing is noted.
 *
 * @param names - by what was called so before
 */
export async function noteGivenUp(
  tx: Knex.Transaction,
  names: ReadonlyMap<string, string>,
  now: number,
): Promise<void> {
  const given = [...names.keys()].filter(name => kindOf(name) !== 'user');
  if (given.length === 0) return;
  const [earlier, meant]: any[][] = await Promise.all([
    whereAmong(tx('catalog_names'), 'ref', given),
    whereAmong(tx('catalog_aliases'), 'alias_ref', given),
  ]);
  const before = new Map<string, string>(
    meant.map(row => [row.alias_ref, row.ref]),
  );
  const called = (ref: string) => names.get(ref) ?? ref;
  // What gave up a name earlier is called otherwise by now, too.
  const rows = earlier.map(row => ({ ...row, ref: called(row.ref) }));
  for (const name of given) {
    const by = before.get(name);
    if (by === undefined || called(by) !== names.get(name))
      rows.push({ name, ref: names.get(name), since: now });
  }
  if (earlier.length > 0)
    await whereAmong(tx('catalog_names'), 'ref', given).delete();
  // What has its first name again did not give it up.
  const kept = rows.filter(({ name, ref }) => name !== ref);
  if (kept.length > 0)
    await tx('catalog_names')
      .insert(kept)
      .onConflict(['name', 'since', 'ref'])
      .ignore();
}
