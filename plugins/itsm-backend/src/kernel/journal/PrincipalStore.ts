import { erasedIdOf, erasedRef } from '@callboard/plugin-itsm-common';
import type { Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { newSalt, sha256 } from './canonical';

/** A principal as the journal refers to it. */
export interface PrincipalId {
  id: number;
  hash: string;
}

const MOST_KEPT = 100_000;
/** How long a backend goes on using the id of somebody whom another backend erased. */
const KEPT_MS = 10_000;
/** Below the 500 rows that SQLite takes in one insert. */
const CHUNK = 400;

/**
 * Gives people, groups and services the small ids under which the journal knows them. Erasing a
 * person empties `ref` and `salt` of one row here; id and hash stay, so that the journal still
 * verifies, and without the salt nobody can try out whose hash it is. They are called
 * `user:erased/<id>` from then on. If they come back, they are somebody new.
 */
export class PrincipalStore {
  readonly #knex: Knex;
  readonly #clock?: Clock;
  readonly #kept = new Map<string, PrincipalId>();
  #keptSince = -Infinity;

  constructor(knex: Knex, clock?: Clock) {
    this.#knex = knex;
    this.#clock = clock;
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
    this.#forgetOld();
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
    const find = () => this.known(refs, executor);
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

  /**
   * Ids are looked up again every 10 seconds, all at once: a statement for each of many commands,
   * and names of people who were erased elsewhere do not stay in memory.
   */
  #forgetOld(): void {
    const now = this.#clock?.now() ?? Date.now();
    if (Math.abs(now - this.#keptSince) < KEPT_MS) return;
    this.#kept.clear();
    this.#keptSince = now;
  }

  #keep(ref: string, principal: PrincipalId): void {
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(ref, principal);
  }

  /** The ids of references that have one, `user:erased/<id>` among them. */
  async known(
    refs: readonly string[],
    executor: Knex = this.#knex,
  ): Promise<{ id: number; ref: string; hash: string }[]> {
    const erased = refs.flatMap(ref => erasedIdOf(ref) ?? []);
    const rows = await executor('principals')
      .whereIn('ref', [...refs])
      .modify(query => {
        if (erased.length > 0)
          query.orWhere(w => w.whereIn('id', erased).whereNull('ref'));
      })
      .select('id', 'ref', 'hash');
    return rows.map((row: any) => ({
      ...row,
      ref: row.ref ?? erasedRef(row.id),
    }));
  }

  /** Takes the references of people away, for good. */
  async erase(
    tx: Knex.Transaction,
    ids: readonly number[],
    now: number,
  ): Promise<void> {
    await tx('principals')
      .whereIn('id', [...ids])
      .whereNotNull('ref')
      .update({ ref: null, salt: '', erased_at: now });
  }

  /** Looks the ids of references up anew from now on. */
  forget(refs: readonly string[]): void {
    for (const ref of refs) this.#kept.delete(ref);
  }

  /** The references of ids. Of an erased person it is the one they are called by since. */
  async refs(
    ids: Iterable<number>,
    executor: Knex = this.#knex,
  ): Promise<Map<number, string>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const rows = await executor('principals')
      .whereIn('id', wanted)
      .select('id', 'ref');
    return new Map(
      rows.map(r => [Number(r.id), r.ref ?? erasedRef(Number(r.id))]),
    );
  }
}
