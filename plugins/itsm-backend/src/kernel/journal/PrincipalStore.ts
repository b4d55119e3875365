import type { Knex } from 'knex';
import { newSalt, sha256 } from './canonical';

/** A principal as the journal refers to it. */
export interface PrincipalId {
  id: number;
  hash: string;
}

const MOST_KEPT = 100_000;
/** Below the 500 rows that SQLite takes in one insert. */
const CHUNK = 400;

/**
 * Gives people, groups and services the small ids under which the journal knows them. Erasing a
 * person empties the `ref` of one row here; id and hash stay, so that the journal still verifies.
 */
export class PrincipalStore {
  readonly #knex: Knex;
  readonly #kept = new Map<string, PrincipalId>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * The ids of all references, made where missing. Usually answered from memory.
   *
   * @param tx - a transaction to stay inside of; what is made inside is not kept in memory, as
   *   it may be rolled back
   */
  async ids(
    refs: Iterable<string>,
    tx?: Knex.Transaction,
  ): Promise<Map<string, PrincipalId>> {
    const result = new Map<string, PrincipalId>();
    const missing: string[] = [];
    for (const ref of new Set(refs)) {
      const kept = this.#kept.get(ref);
      if (kept) result.set(ref, kept);
      else missing.push(ref);
    }
    for (let i = 0; i < missing.length; i += CHUNK) {
      const rows = await this.#insert(
        missing.slice(i, i + CHUNK),
        tx ?? this.#knex,
      );
      for (const row of rows) {
        const principal = { id: row.id, hash: row.hash };
        result.set(row.ref, principal);
        if (!tx) this.#keep(row.ref, principal);
      }
    }
    return result;
  }

  async #insert(
    refs: string[],
    executor: Knex,
  ): Promise<{ id: number; ref: string; hash: string }[]> {
    const find = () =>
      executor('principals').whereIn('ref', refs).select('id', 'ref', 'hash');
    const found = await find();
    const known = new Set(found.map(r => r.ref));
    const fresh = refs.filter(ref => !known.has(ref));
    if (fresh.length === 0) return found;
    await executor('principals')
      .insert(
        fresh.map(ref => {
          const salt = newSalt();
          return { ref, salt, hash: sha256(salt, ref) };
        }),
      )
      .onConflict('ref')
      .ignore();
    return find();
  }

  #keep(ref: string, principal: PrincipalId): void {
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(ref, principal);
  }

  /** The references of ids; erased ones are absent. */
  async refs(
    ids: Iterable<number>,
    executor: Knex = this.#knex,
  ): Promise<Map<number, string>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const rows = await executor('principals')
      .whereIn('id', wanted)
      .whereNotNull('ref')
      .select('id', 'ref');
    return new Map(rows.map(r => [Number(r.id), r.ref]));
  }
}
