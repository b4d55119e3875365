import {
  erasedIdOf,
  ERASED_PERSON,
  kindOf,
  nameOf,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type { CatalogEntity, CatalogReader } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres, toInstant } from '../database';
import type { CopiedEntity } from './copyEntity';

const CHUNK = 400;

function toEntity(row: any): CatalogEntity {
  return {
    ref: row.ref,
    kind: row.kind,
    title: row.title,
    type: row.type ?? undefined,
    lifecycle: row.lifecycle ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    systemRef: row.system_ref ?? undefined,
    annotations: JSON.parse(row.annotations),
    removedAt: toInstant(row.removed_at),
  };
}

/** What a reference that the catalog never had is called: its name, as it is written. */
function dangling(ref: string): RefInfo {
  const erased = erasedIdOf(ref) !== undefined;
  const title = erased ? ERASED_PERSON : nameOf(ref);
  return { title, kind: kindOf(ref), dangling: true };
}

/** The copy of the catalog in the database. */
export class CatalogStore implements CatalogReader {
  constructor(private readonly knex: Knex) {}

  /** The same copy, read and written inside a transaction. */
  in(executor: Knex): CatalogStore {
    return new CatalogStore(executor);
  }

  async find(ref: string): Promise<CatalogEntity | undefined> {
    const row = await this.knex('catalog_entities').where('ref', ref).first();
    if (row && row.removed_at === null) return toEntity(row);
    const renamed = await this.knex('catalog_aliases as a')
      .join('catalog_entities as e', 'e.ref', 'a.ref')
      .where('a.alias_ref', ref)
      .whereNull('e.removed_at')
      .select('e.*')
      .first();
    if (renamed) return toEntity(renamed);
    return row && toEntity(row);
  }

  async gone(refs: readonly string[]): Promise<Set<string>> {
    const gone = new Set<string>();
    for (let i = 0; i < refs.length; i += CHUNK) {
      const rows = await this.knex('catalog_entities as e')
        .whereIn('e.ref', refs.slice(i, i + CHUNK))
        .whereNotNull('e.removed_at')
        .whereNotExists(q =>
          q
            .from('catalog_aliases as a')
            .join('catalog_entities as l', 'l.ref', 'a.ref')
            .whereRaw('a.alias_ref = e.ref')
            .whereNull('l.removed_at'),
        )
        .select('e.ref');
      for (const { ref } of rows) gone.add(ref);
    }
    return gone;
  }

  async describe(
    refs: Iterable<string | undefined>,
  ): Promise<Record<string, RefInfo>> {
    const wanted = [
      ...new Set([...refs].filter((r): r is string => r !== undefined)),
    ];
    if (wanted.length === 0) return {};
    const own = new Map<string, RefInfo>();
    const renamed = new Map<string, RefInfo>();
    for (let i = 0; i < wanted.length; i += CHUNK) {
      for (const row of await this.#named(wanted.slice(i, i + CHUNK))) {
        const info: RefInfo = {
          title: row.title,
          kind: row.kind,
          type: row.type ?? undefined,
          dangling: row.removed_at !== null,
        };
        if (row.alias_ref === null) own.set(row.ref, info);
        else if (!info.dangling) renamed.set(row.alias_ref, info);
      }
    }
    return Object.fromEntries(
      wanted.map(ref => {
        const info = own.get(ref);
        const live = info && !info.dangling ? info : renamed.get(ref);
        return [ref, live ?? info ?? dangling(ref)];
      }),
    );
  }

  /** Rows of the references themselves, and of what they are called now. Both found by index. */
  #named(refs: readonly string[]): Promise<any[]> {
    const columns = 'e.ref, e.kind, e.title, e.type, e.removed_at';
    // On PostgreSQL one list for all: a page names some forty, each twice.
    const among = isPostgres(this.knex)
      ? '= any(?)'
      : `in (${refs.map(() => '?').join(', ')})`;
    const wanted: any[] = isPostgres(this.knex) ? [refs] : [...refs];
    return this.knex
      .raw(
        `select ${columns}, null as alias_ref from catalog_entities e where e.ref ${among}
         union all select ${columns}, a.alias_ref from catalog_aliases a
         join catalog_entities e on e.ref = a.ref where a.alias_ref ${among}`,
        [...wanted, ...wanted],
      )
      .then(answer => answer.rows ?? answer);
  }

  /** Refs and etags of all entities that the catalog still has, as of the last read. */
  async etags(): Promise<Map<string, string | undefined>> {
    const rows = await this.knex('catalog_entities')
      .whereNull('removed_at')
      .select('ref', 'etag');
    return new Map(rows.map(r => [r.ref, r.etag ?? undefined]));
  }

  /** Writes entities and their relations, replacing what was there. */
  async put(entities: readonly CopiedEntity[], now: number): Promise<void> {
    if (entities.length === 0) return;
    await this.knex.transaction(async tx => {
      for (let i = 0; i < entities.length; i += CHUNK) {
        await this.#putChunk(tx, entities.slice(i, i + CHUNK), now);
      }
    });
  }

  async #putChunk(
    tx: Knex.Transaction,
    entities: readonly CopiedEntity[],
    now: number,
  ): Promise<void> {
    const refs = entities.map(e => e.ref);
    await this.#aliasRenamed(tx, entities, now);
    await tx('catalog_entities')
      .insert(
        entities.map(({ relations: _, aliases: __, ...e }) => ({
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
          seen_at: now,
          removed_at: null,
        })),
      )
      .onConflict('ref')
      .merge();
    await tx('catalog_relations').whereIn('source_ref', refs).delete();
    const relations = entities.flatMap(e =>
      e.relations.map(r => ({
        source_ref: e.ref,
        type: r.type,
        target_ref: r.targetRef,
      })),
    );
    for (let i = 0; i < relations.length; i += CHUNK) {
      await tx('catalog_relations')
        .insert(relations.slice(i, i + CHUNK))
        .onConflict(['source_ref', 'type', 'target_ref'])
        .ignore();
    }
  }

  /** Notes what entities were called before: by their annotation, or by the same uid elsewhere. */
  async #aliasRenamed(
    tx: Knex.Transaction,
    entities: readonly CopiedEntity[],
    now: number,
  ): Promise<void> {
    const byUid = new Map(entities.filter(e => e.uid).map(e => [e.uid!, e]));
    const moved = await tx('catalog_entities')
      .whereIn('uid', [...byUid.keys()])
      .select('uid', 'ref');
    // An old name has one meaning, whoever claims it; the catalog's uid has the last word.
    const refs = new Map<string, string>();
    for (const e of entities)
      for (const alias of e.aliases) refs.set(alias, e.ref);
    for (const row of moved) {
      const { ref } = byUid.get(row.uid)!;
      if (ref !== row.ref) refs.set(row.ref, ref);
    }
    const aliases = [...refs]
      .filter(([alias, ref]) => alias !== ref)
      .map(([alias, ref]) => ({ alias_ref: alias, ref, since: now }));
    if (aliases.length === 0) return;
    await tx('catalog_aliases')
      .insert(aliases)
      .onConflict('alias_ref')
      .merge(['ref']);
  }

  /** Marks entities that the catalog no longer has. They stay, so that records can name them. */
  async remove(refs: readonly string[], now: number): Promise<void> {
    for (let i = 0; i < refs.length; i += CHUNK) {
      const chunk = refs.slice(i, i + CHUNK);
      await this.knex.transaction(async tx => {
        await tx('catalog_entities')
          .whereIn('ref', chunk)
          .update({ removed_at: now });
        await tx('catalog_relations').whereIn('source_ref', chunk).delete();
      });
    }
  }
}
