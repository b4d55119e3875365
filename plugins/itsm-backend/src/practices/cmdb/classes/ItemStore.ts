import {
  foldCase,
  type CiClaimValue,
  type CiFact,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  JournalWriter,
  NewEntry,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { Basis } from './basis';
import { changeAmong, isPostgres, rowsAmong, upsertRows } from './BulkStore';
import { ItemDraft, type StoredClaim, type StoredItem } from './ItemDraft';

/** Somebody else changed items since they were looked at. */
export class StaleItemsError extends Error {
  readonly name = 'StaleItemsError';
}

/** A pair of items that may be one. */
export interface FoundPair {
  aId: string;
  bId: string;
  rule: string;
  value: string;
}

/** What a transaction leaves. */
export interface ItemWrite {
  drafts: readonly ItemDraft[];
  pairs?: readonly FoundPair[];
  mode?: NewEntry['mode'];
  /** Called in the transaction, before the journal. */
  also?: (tx: Knex.Transaction) => Promise<void>;
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function toItem(row: any): StoredItem {
  return {
    id: row.id,
    ref: row.ref,
    class: row.class ?? undefined,
    title: row.title,
    state: row.state,
    owned: Boolean(row.owned),
    retiredBy: row.retired_by ?? undefined,
    mergedInto: row.merged_into ?? undefined,
    formerly: JSON.parse(row.formerly),
    revision: Number(row.revision),
    version: row.version,
    journalHead: row.journal_head ?? undefined,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}

function toClaim(row: any): StoredClaim {
  return {
    id: row.id,
    itemId: row.item_id,
    homeId: row.home_id,
    source: row.source,
    externalId: row.external_id,
    said: JSON.parse(row.said),
    seenAt: Number(row.seen_at),
    missingAt: instant(row.missing_at),
  };
}

function claimRow(c: StoredClaim) {
  return {
    id: c.id,
    item_id: c.itemId,
    home_id: c.homeId,
    source: c.source,
    external_id: c.externalId,
    said: JSON.stringify(c.said),
    seen_at: c.seenAt,
    missing_at: c.missingAt ?? null,
  };
}

/** A number to compare by: numbers themselves, days as milliseconds since the epoch. */
function numberOf(value: CiClaimValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return Date.parse(value);
  return null;
}

function valueRow(
  itemId: string,
  key: string,
  { value, source, since }: CiFact,
) {
  const word = foldCase(String(value)).replace(/\p{Cs}/gu, '');
  return {
    item_id: itemId,
    key,
    value: JSON.stringify(value),
    word: [...word].slice(0, 100).join(''),
    number: numberOf(value),
    source,
    since,
  };
}

/** Reads and writes items with all that belongs to them, a whole chunk in a statement per table. */
export class ItemStore {
  constructor(readonly knex: Knex, private readonly journal: JournalWriter) {}

  /** The newest revision. */
  async lastRevision(): Promise<number> {
    const row = await this.knex('ci_revisions')
      .where('id', 'items')
      .first('last');
    return Number(row.last);
  }

  /** Items by id, with what sources say of them and what counts. */
  async load(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ItemDraft[]> {
    return this.#drafts(
      await rowsAmong(executor, 'ci_items', 'id', ids),
      executor,
    );
  }

  /** Items by reference. Former names are not followed. */
  async loadByRefs(
    refs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ItemDraft[]> {
    return this.#drafts(
      await rowsAmong(executor, 'ci_items', 'ref', refs),
      executor,
    );
  }

  /** The item of a reference, or what it was merged into. */
  async current(
    ref: string,
    executor: Knex = this.knex,
  ): Promise<ItemDraft | undefined> {
    let [draft] = await this.loadByRefs([ref], executor);
    const seen = new Set<string>();
    while (draft?.item.mergedInto && !seen.has(draft.item.id)) {
      seen.add(draft.item.id);
      [draft] = await this.load([draft.item.mergedInto], executor);
    }
    return draft;
  }

  async #drafts(items: any[], executor: Knex): Promise<ItemDraft[]> {
    const ids = items.map(row => row.id as string);
    const claims = await rowsAmong(executor, 'ci_claims', 'item_id', ids);
    const values = await rowsAmong(executor, 'ci_values', 'item_id', ids);
    const claimsOf = new Map<string, StoredClaim[]>();
    for (const claim of claims.map(toClaim)) {
      const all = claimsOf.get(claim.itemId);
      if (all) all.push(claim);
      else claimsOf.set(claim.itemId, [claim]);
    }
    const valuesOf = new Map<string, Map<string, CiFact>>();
    for (const row of values) {
      const all = valuesOf.get(row.item_id) ?? new Map<string, CiFact>();
      valuesOf.set(row.item_id, all);
      all.set(row.key, {
        value: JSON.parse(row.value),
        source: row.source,
        since: Number(row.since),
      });
    }
    return items.map(
      row =>
        new ItemDraft(toItem(row), claimsOf.get(row.id), valuesOf.get(row.id)),
    );
  }

  /** Which items a source names, and whether it has stopped. */
  async claimsOf(
    source: string,
  ): Promise<
    { id: string; itemId: string; externalId: string; missing: boolean }[]
  > {
    const rows = await this.knex('ci_claims')
      .where('source', source)
      .select('id', 'item_id', 'external_id', 'missing_at');
    return rows.map(row => ({
      id: row.id,
      itemId: row.item_id,
      externalId: row.external_id,
      missing: row.missing_at !== null,
    }));
  }

  /** The items that are known by any of the identities. */
  async idsByHash(
    hashes: readonly string[],
    executor: Knex = this.knex,
  ): Promise<string[]> {
    const rows = await rowsAmong(executor, 'ci_identities', 'hash', hashes, [
      'item_id',
    ]);
    return [...new Set(rows.map(row => row.item_id as string))];
  }

  /** Those of the references that items have. */
  async taken(refs: readonly string[]): Promise<Set<string>> {
    const rows = await rowsAmong(this.knex, 'ci_items', 'ref', refs, ['ref']);
    return new Set(rows.map(row => row.ref as string));
  }

  /** Pairs of which somebody said that they are two, the ids in order with a space between. */
  async dismissedPairs(): Promise<Set<string>> {
    const rows = await this.knex('ci_duplicates')
      .where('state', 'dismissed')
      .select('a_id', 'b_id');
    return new Set(rows.map(row => `${row.a_id} ${row.b_id}`));
  }

  /** The ids of an item and of all that was merged into it. */
  async mergedInto(id: string, executor: Knex = this.knex): Promise<string[]> {
    const all = [id];
    for (let level = [id]; level.length > 0; ) {
      const rows = await rowsAmong(executor, 'ci_items', 'merged_into', level, [
        'id',
      ]);
      level = rows
        .map(row => row.id as string)
        .filter(found => !all.includes(found));
      all.push(...level);
    }
    return all;
  }

  /** The ids of all items, from one on, for work on all of them. */
  async idsAfter(id: string, limit: number): Promise<string[]> {
    const rows = await this.knex('ci_items')
      .where('id', '>', id)
      .orderBy('id')
      .limit(limit)
      .select('id');
    return rows.map(row => row.id);
  }

  /** How far a reader of the history has come: a position of the journal. */
  async readUpTo(reader: string): Promise<number> {
    const row = await this.knex('ci_revisions')
      .where('id', reader)
      .first('last');
    return row ? Number(row.last) : 0;
  }

  async setReadUpTo(tx: Knex, reader: string, position: number): Promise<void> {
    await tx('ci_revisions')
      .insert({ id: reader, last: position })
      .onConflict('id')
      .merge(['last']);
  }

  /** What values were last settled by. */
  async basis(): Promise<string | undefined> {
    const row = await this.knex('ci_revisions')
      .where('id', 'items')
      .first('basis');
    return row.basis ?? undefined;
  }

  async setBasis(digest: string): Promise<void> {
    await this.knex('ci_revisions')
      .where('id', 'items')
      .update({ basis: digest });
  }

  /**
   * Changes items in one transaction, one writer at a time: the row of revisions is held until the
   * commit, so that revisions become visible in their order.
   *
   * @param expected - the newest revision that the work is based on
   * @returns what the work gave, and the newest revision now
   * @throws StaleItemsError if it is another one
   */
  async change<T>(
    caller: Caller,
    basis: Basis,
    now: number,
    work: (tx: Knex.Transaction) => Promise<ItemWrite & { result: T }>,
    expected?: number,
  ): Promise<{ result: T; revision: number }> {
    return this.knex.transaction(async tx => {
      const query = tx('ci_revisions').where('id', 'items');
      if (isPostgres(tx)) query.forUpdate();
      const last = Number((await query.first('last')).last);
      if (expected !== undefined && last !== expected)
        throw new StaleItemsError();
      const { result, ...write } = await work(tx);
      const { revision, append } = await this.#write(
        tx,
        caller,
        basis,
        now,
        write,
        last,
      );
      await append();
      return { result, revision };
    });
  }

  async #write(
    tx: Knex.Transaction,
    caller: Caller,
    basis: Basis,
    now: number,
    write: ItemWrite,
    last: number,
  ): Promise<{ revision: number; append: () => Promise<void> }> {
    const { drafts } = write;
    const changed = drafts.filter(d => d.changed);
    let revision = last;
    for (const { item } of changed) {
      revision += 1;
      item.revision = revision;
      item.version += 1;
      item.updatedAt = now;
    }
    const entries = changed.flatMap(d => d.entries(write.mode, now));
    const prepared = await this.journal.prepare(
      tx,
      caller,
      entries,
      new Map(changed.map(d => [d.item.id, d.item.journalHead])),
    );
    await upsertRows(
      tx,
      'ci_items',
      changed.map(({ item }) => ({
        id: item.id,
        ref: item.ref,
        class: item.class ?? null,
        title: item.title,
        state: item.state,
        owned: item.owned,
        retired_by: item.retiredBy ?? null,
        merged_into: item.mergedInto ?? null,
        formerly: JSON.stringify(item.formerly),
        revision: item.revision,
        version: item.version,
        journal_head: prepared.heads.get(item.id) ?? item.journalHead ?? null,
        created_at: item.createdAt,
        updated_at: item.updatedAt,
      })),
      ['id'],
    );
    await this.#writeClaims(tx, basis, drafts, now);
    await this.#writeValues(tx, drafts);
    await upsertRows(
      tx,
      'ci_duplicates',
      (write.pairs ?? []).map(({ aId, bId, rule, value }) => {
        const [first, second] = aId < bId ? [aId, bId] : [bId, aId];
        return {
          id: uuidv7(),
          a_id: first,
          b_id: second,
          rule,
          value,
          state: 'open',
          found_at: now,
        };
      }),
      ['a_id', 'b_id'],
      true,
    );
    await write.also?.(tx);
    await tx('ci_revisions').where('id', 'items').update({ last: revision });
    return { revision, append: () => prepared.append() };
  }

  async #writeClaims(
    tx: Knex.Transaction,
    basis: Basis,
    drafts: readonly ItemDraft[],
    now: number,
  ): Promise<void> {
    const gone = drafts.flatMap(d => [...d.goneClaims]);
    const dirty = drafts.flatMap(d =>
      [...d.dirtyClaims].map(id => ({ d, id })),
    );
    const seen = drafts.flatMap(d =>
      [...d.seenClaims].filter(id => !d.dirtyClaims.has(id)),
    );
    const ids = [...gone, ...dirty.map(({ id }) => id)];
    await changeAmong(tx, 'ci_identities', 'claim_id', ids, query =>
      query.delete(),
    );
    await changeAmong(tx, 'ci_claims', 'id', gone, query => query.delete());
    await upsertRows(
      tx,
      'ci_claims',
      dirty.map(({ d, id }) => claimRow(d.claims.get(id)!)),
      ['id'],
    );
    await upsertRows(
      tx,
      'ci_identities',
      dirty.flatMap(({ d, id }) =>
        d.identitiesOf(id, basis).map(({ rule, hash, value }) => ({
          claim_id: id,
          rule,
          item_id: d.item.id,
          hash,
          value,
        })),
      ),
      ['claim_id', 'rule'],
    );
    await changeAmong(tx, 'ci_claims', 'id', seen, query =>
      query.update({ seen_at: now }),
    );
  }

  async #writeValues(
    tx: Knex.Transaction,
    drafts: readonly ItemDraft[],
  ): Promise<void> {
    // Those that are gone are few: one statement for each key that any item lost.
    const gone = new Map<string, string[]>();
    for (const { item, goneValues } of drafts)
      for (const key of goneValues)
        gone.set(key, [...(gone.get(key) ?? []), item.id]);
    for (const [key, ids] of gone)
      await changeAmong(tx, 'ci_values', 'item_id', ids, query =>
        query.where('key', key).delete(),
      );
    await upsertRows(
      tx,
      'ci_values',
      drafts.flatMap(({ item, dirtyValues, values }) =>
        [...dirtyValues]
          .filter(key => values.has(key))
          .map(key => valueRow(item.id, key, values.get(key)!)),
      ),
      ['item_id', 'key'],
    );
  }
}
