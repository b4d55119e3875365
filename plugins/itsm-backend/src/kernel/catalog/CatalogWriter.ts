import { ConflictError } from '@backstage/errors';
import {
  entityChange,
  kindOf,
  type EntityChange,
  type EntityFields,
  type EntityRelation,
} from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { isPostgres, toInstant, whereAmong } from '../database';
import { appendJournal } from '../journal/appendJournal';
import { seal, type SealedEntry } from '../journal/entries';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { CopiedEntity } from './copyEntity';
import { changeRelations, markGone } from './copyRows';
import {
  formerNamesOfAll,
  noteGivenUp,
  type RefusedClaim,
} from './formerNames';

/** The subject of journal entries about entities. */
export const ENTITY_SUBJECT = 'entity';
const NAMESPACE = '5b8c0a5e-5d8c-5d0e-8f6d-0d2f7c1f4a77';
/** Key of the advisory lock under which the copy is written. */
const WRITE_LOCK = 4_117_004;
const READ = 'catalog';
const CHUNK = 400;

/** Of an entity that has nothing to tell of: that it came or went is all. */
const NO_CHANGE: EntityChange = {
  changes: [],
  relations: { added: [], removed: [] },
};

/** Under which id the journal knows an entity: references are longer than its column. */
export const entityIdOf = (ref: string): string => uuidv5(ref, NAMESPACE);

/** A reading of the catalog that is under way. */
export interface CatalogRead {
  token: string;
  /** When it began. */
  beganAt: number;
}

interface Held {
  ref: string;
  fields: EntityFields | undefined;
  removed: boolean;
  journalHead?: string;
  relations: EntityRelation[];
}

/**
 * Writes the copy of the catalog, and to the journal what that changed. What it promises:
 *
 * - **Told once.** The copy and the entry that tells of its change commit together, one writer at
 *   a time: what one backend has written is no change to the next one.
 * - **Told from what was.** A change is the difference to what the copy said before, whenever that
 *   was: a restart or a missed reading loses nothing but the instant, and the entry says between
 *   which two readings it happened (`since` and `at`).
 * - **In order.** A reading of the whole catalog that another one has taken over cannot write any
 *   more: what it read is older.
 * - **Gone only when it is gone.** An entity is marked by the first whole reading that comes
 *   without it, and gone when the next one does too, as of the first. Errors, half readings and
 *   empty ones mark nothing. Under a new name it is the same if its uid is; the old one goes then.
 *
 * People are in the copy and not in the journal: they must be erasable.
 */
export class CatalogWriter {
  constructor(
    private readonly knex: Knex,
    private readonly principals: PrincipalStore,
  ) {}

  /** Begins a reading of the whole catalog; whoever reads it already is stopped. */
  async begin(now: number): Promise<CatalogRead> {
    const token = uuidv7();
    await this.knex('catalog_reads')
      .insert({ id: READ, token, began_at: now })
      .onConflict('id')
      .merge(['token', 'began_at']);
    return { token, beganAt: now };
  }

  /**
   * Notes that a reading came to its end. As long as a catalog is being filled, what it has was not
   * added but is only seen for the first time: the first reading to count is one that met nothing
   * new.
   *
   * @param fresh - how many entities it saw that no reading before it had
   */
  async finish(read: CatalogRead, fresh = 0): Promise<void> {
    const query = this.knex('catalog_reads').where({
      id: READ,
      token: read.token,
    });
    if (fresh > 0) query.whereNotNull('finished_at');
    await query.update({ finished_at: read.beganAt });
  }

  /**
   * Writes entities and their relations, replacing what was there.
   *
   * @param read - the reading of the whole catalog they come from, if they do
   * @returns former names that some of them claim and others have. They are read anew as long as they do
   * @throws ConflictError if another reading has taken over
   */
  async put(
    entities: readonly CopiedEntity[],
    now: number,
    read?: CatalogRead,
  ): Promise<RefusedClaim[]> {
    const refused: RefusedClaim[] = [];
    for (let i = 0; i < entities.length; i += CHUNK) {
      const chunk = entities.slice(i, i + CHUNK);
      refused.push(
        ...(await this.#write(read, (tx, since) =>
          this.#put(tx, chunk, now, since),
        )),
      );
    }
    return refused;
  }

  /**
   * Takes up what a whole reading came without: marks what was missed for the first time, and
   * removes what the one before was without too. Both stay, so that records can name them.
   *
   * @returns what is gone
   */
  async missing(
    refs: readonly string[],
    read: CatalogRead,
  ): Promise<readonly string[]> {
    const gone: string[] = [];
    for (let i = 0; i < refs.length; i += CHUNK) {
      const chunk = refs.slice(i, i + CHUNK);
      const removed = await this.#write(read, async (tx, since) => {
        const rows = await whereAmong(
          tx('catalog_entities'),
          'ref',
          chunk,
        ).select('ref', 'missed_at');
        const before = new Map<string, number>();
        const first: string[] = [];
        for (const row of rows) {
          if (row.missed_at === null) first.push(row.ref);
          else before.set(row.ref, toInstant(row.missed_at)!);
        }
        if (first.length > 0) {
          await whereAmong(tx('catalog_entities'), 'ref', first).update({
            missed_at: read.beganAt,
          });
        }
        const entries = await this.#remove(tx, before, read.beganAt, since);
        return { entries, result: [...before.keys()] };
      });
      gone.push(...removed);
    }
    return gone;
  }

  /** Removes entities at once. */
  async remove(refs: readonly string[], now: number): Promise<void> {
    for (let i = 0; i < refs.length; i += CHUNK) {
      const chunk = new Map(refs.slice(i, i + CHUNK).map(ref => [ref, now]));
      await this.#write(undefined, async (tx, since) => ({
        entries: await this.#remove(tx, chunk, now, since),
        result: undefined,
      }));
    }
  }

  /** One transaction, one at a time; the journal is its last statement. */
  async #write<T>(
    read: CatalogRead | undefined,
    work: (
      tx: Knex.Transaction,
      since: number | undefined,
    ) => Promise<{ entries: SealedEntry[]; result: T }>,
  ): Promise<T> {
    return this.knex.transaction(async tx => {
      if (isPostgres(tx))
        await tx.raw('select pg_advisory_xact_lock(?)', [WRITE_LOCK]);
      const row = await tx('catalog_reads').where('id', READ).first();
      if (read && row?.token !== read.token) {
        throw new ConflictError(
          'Another backend reads the catalog by now; this reading ends here',
        );
      }
      const { entries, result } = await work(tx, toInstant(row?.finished_at));
      await appendJournal(tx, entries);
      return result;
    });
  }

  async #held(
    tx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<Map<string, Held>> {
    const rows = await whereAmong(tx('catalog_entities'), 'ref', refs).select(
      'ref',
      'fields',
      'removed_at',
      'journal_head',
    );
    const held = new Map<string, Held>(
      rows.map(row => [
        row.ref,
        {
          ref: row.ref,
          fields: row.fields === null ? undefined : JSON.parse(row.fields),
          removed: row.removed_at !== null,
          journalHead: row.journal_head ?? undefined,
          relations: [],
        },
      ]),
    );
    const relations = await whereAmong(tx('catalog_relations'), 'source_ref', [
      ...held.keys(),
    ]);
    for (const { source_ref, type, target_ref } of relations)
      held.get(source_ref)!.relations.push({ type, targetRef: target_ref });
    return held;
  }

  async #put(
    tx: Knex.Transaction,
    entities: readonly CopiedEntity[],
    now: number,
    since: number | undefined,
  ): Promise<{ entries: SealedEntry[]; result: RefusedClaim[] }> {
    // Of two that are one entity, e.g. on two pages, the last one counts.
    const unique = [...new Map(entities.map(e => [e.ref, e])).values()];
    const held = await this.#held(
      tx,
      unique.map(e => e.ref),
    );
    const { renamed, refused } = await this.#aliasRenamed(tx, unique, now);
    const actor = await this.#actor(tx);
    // The same uid under another name is the same entity: the old name is gone at once.
    const entries = await this.#remove(
      tx,
      new Map(renamed.map(ref => [ref, now])),
      now,
      since,
    );
    const heads = new Map<string, string>();
    for (const entity of unique) {
      const before = held.get(entity.ref);
      if (before?.journalHead) heads.set(entity.ref, before.journalHead);
      if (entity.kind === 'user') continue;
      // Without fields it comes from before there was a history, or is new to it.
      const known = before?.fields !== undefined && !before.removed;
      const change = entityChange(
        known
          ? { fields: before.fields!, relations: before.relations }
          : undefined,
        entity,
      );
      if (known && !change) continue;
      const entry = this.#entry({
        ref: entity.ref,
        kind: known ? 'entity.changed' : 'entity.added',
        change: change ?? NO_CHANGE,
        entity,
        actor,
        at: now,
        recordedAt: now,
        since,
        head: before?.journalHead,
      });
      entries.push(entry);
      heads.set(entity.ref, entry.hash);
    }
    // Without its etag it is read again: what has the name may be gone by then.
    const again = new Set(refused.map(({ ref }) => ref));
    await this.#upsert(
      tx,
      unique.map(e => (again.has(e.ref) ? { ...e, etag: undefined } : e)),
      heads,
      now,
    );
    await changeRelations(
      tx,
      unique.map(({ ref, relations }) => ({
        ref,
        before: held.get(ref)?.relations ?? [],
        after: relations,
      })),
    );
    return { entries, result: refused };
  }

  async #actor(tx: Knex.Transaction) {
    const { ref } = SYSTEM_CALLER;
    return (await this.principals.ids([ref], tx)).get(ref)!;
  }

  #entry(told: {
    ref: string;
    kind: 'entity.added' | 'entity.changed' | 'entity.removed';
    change: EntityChange;
    entity?: CopiedEntity;
    actor: SealedEntry['actor'];
    at: number;
    recordedAt: number;
    since?: number;
    head?: string;
  }): SealedEntry {
    const { ref, kind, change, entity, actor, at, recordedAt, since } = told;
    return seal(
      {
        subjectType: ENTITY_SUBJECT,
        subjectId: entityIdOf(ref),
        kind,
        actor,
        audience: 'internal',
        mode: 'observe',
        commandId: uuidv7(),
        at,
        recordedAt,
        payload: {
          ref,
          ...(entity && { name: entity.title }),
          ...(since !== undefined && { since }),
          changes: change.changes,
          relations: change.relations,
        },
      },
      told.head,
    );
  }

  async #upsert(
    tx: Knex.Transaction,
    entities: readonly CopiedEntity[],
    heads: ReadonlyMap<string, string>,
    now: number,
  ): Promise<void> {
    const rows = entities.map(e => ({
      ref: e.ref,
      uid: e.uid ?? null,
      etag: e.etag ?? null,
      kind: e.kind,
      name: e.name,
      title: e.title,
      type: e.type ?? null,
      lifecycle: e.lifecycle ?? null,
      owner_ref: e.ownerRef ?? null,
      system_ref: e.systemRef ?? null,
      annotations: JSON.stringify(e.annotations),
      fields: JSON.stringify(e.fields),
      beginning: e.beginning ?? null,
      journal_head: heads.get(e.ref) ?? null,
      seen_at: now,
      removed_at: null,
      missed_at: null,
    }));
    await tx('catalog_entities').insert(rows).onConflict('ref').merge();
  }

  /** Marks entities as gone, each as of its instant. */
  async #remove(
    tx: Knex.Transaction,
    refs: ReadonlyMap<string, number>,
    now: number,
    since: number | undefined,
  ): Promise<SealedEntry[]> {
    if (refs.size === 0) return [];
    const held = await this.#held(tx, [...refs.keys()]);
    const there = [...held.values()].filter(e => !e.removed);
    if (there.length === 0) return [];
    const actor = await this.#actor(tx);
    const entries: SealedEntry[] = [];
    const gone = there.map(({ ref, fields, relations, journalHead }) => {
      const at = refs.get(ref)!;
      if (kindOf(ref) === 'user' || !fields) return { ref, at };
      const entry = this.#entry({
        ref,
        kind: 'entity.removed',
        change: entityChange({ fields, relations }, undefined) ?? NO_CHANGE,
        actor,
        at,
        recordedAt: now,
        since,
        head: journalHead,
      });
      entries.push(entry);
      return { ref, at, journalHead: entry.hash };
    });
    await markGone(tx, gone);
    await whereAmong(
      tx('catalog_relations'),
      'source_ref',
      there.map(e => e.ref),
    ).delete();
    return entries;
  }

  /**
   * Notes what entities were called before: by their annotation, or by the same uid elsewhere.
   *
   * @returns `renamed`, the names under which the catalog knew the same uids and that are not among these,
   *   and what others had and these claim
   */
  async #aliasRenamed(
    tx: Knex.Transaction,
    entities: readonly CopiedEntity[],
    now: number,
  ): Promise<{ renamed: string[]; refused: RefusedClaim[] }> {
    const byUid = new Map(entities.filter(e => e.uid).map(e => [e.uid!, e]));
    const known = await whereAmong(tx('catalog_entities'), 'uid', [
      ...byUid.keys(),
    ]).select('uid', 'ref');
    const moved = new Map(
      known
        .map((row): [string, string] => [row.ref, byUid.get(row.uid)!.ref])
        .filter(([before, after]) => before !== after),
    );
    const { names: refs, refused } = await formerNamesOfAll(
      tx,
      entities,
      moved,
    );
    await noteGivenUp(tx, refs, now);
    // What was called so before that is called by the newest name as well, with no chain to follow.
    const earlier: { alias_ref: string; ref: string }[] =
      refs.size === 0
        ? []
        : await whereAmong(tx('catalog_aliases'), 'ref', [
            ...refs.keys(),
          ]).select('alias_ref', 'ref');
    const newest = earlier
      .filter(row => !refs.has(row.alias_ref))
      .map(row => [row.alias_ref, refs.get(row.ref)!] as const);
    for (const [alias, ref] of newest) refs.set(alias, ref);
    const aliases = [...refs]
      .filter(([alias, ref]) => alias !== ref)
      .map(([alias, ref]) => ({ alias_ref: alias, ref, since: now }));
    if (aliases.length > 0) {
      await tx('catalog_aliases')
        .insert(aliases)
        .onConflict('alias_ref')
        .merge(['ref']);
    }
    // What has its first name again was called something else in between, and that is a former name of it.
    const again = [...refs].flatMap(([alias, ref]) =>
      alias === ref ? [alias] : [],
    );
    if (again.length > 0)
      await whereAmong(tx('catalog_aliases'), 'alias_ref', again).delete();
    // Two that took each other's names are both still there.
    const there = new Set(entities.map(e => e.ref));
    return {
      renamed: [...moved.keys()].filter(ref => !there.has(ref)),
      refused,
    };
  }
}
