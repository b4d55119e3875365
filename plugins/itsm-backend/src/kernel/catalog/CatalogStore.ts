import {
  erasedIdOf,
  ERASED_PERSON,
  kindOf,
  nameOf,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import {
  FORMER_NAMES,
  namesNow,
  rowsAmong,
  type CatalogEntity,
  type CatalogReader,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { isPostgres, toInstant } from '../database';
import { PrincipalStore } from '../journal/PrincipalStore';
import { CatalogWriter } from './CatalogWriter';
import type { CopiedEntity } from './copyEntity';

const CHUNK = 400;
const ONE = '1'.charCodeAt(0);

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

/** What a reading of the catalog compares with. */
export interface KnownEntity {
  /** Absent if it must be read anew, whatever the catalog says. */
  etag?: string;
  /** Whether the last whole reading came without it. */
  missed: boolean;
  /** Whether this one came across it; marked by whoever reads. */
  met: boolean;
}

/** The copy of the catalog in the database. */
export class CatalogStore implements CatalogReader {
  readonly writer: CatalogWriter;

  constructor(
    private readonly knex: Knex,
    principals: PrincipalStore = new PrincipalStore(knex),
  ) {
    this.writer = new CatalogWriter(knex, principals);
  }

  /** The same copy, read inside a transaction. */
  in(executor: Knex): CatalogReader {
    return new CatalogStore(executor);
  }

  async find(ref: string): Promise<CatalogEntity | undefined> {
    const [row] = await rowsAmong(this.knex, 'catalog_entities', 'ref', [ref]);
    // What has the name now is meant by it: whether something had it before is not asked, as it is mostly so.
    if (row && row.removed_at === null) return toEntity(row);
    const renamed = await this.knex('catalog_entities as e')
      .join(this.knex.raw(`${FORMER_NAMES} as a`), 'a.ref', 'e.ref')
      .where('a.alias_ref', ref)
      .select('e.*')
      .first();
    // Gone under its new name, it is gone since then, and not since it was renamed.
    const found = renamed ?? row;
    return found && toEntity(found);
  }

  called(refs: readonly string[]): Promise<Map<string, string>> {
    return namesNow(this.knex, refs);
  }

  async gone(refs: readonly string[]): Promise<Set<string>> {
    const gone = new Set<string>();
    for (let i = 0; i < refs.length; i += CHUNK) {
      const rows = await this.#named(refs.slice(i, i + CHUNK));
      // Under a new name it is gone if that is: a former name is nothing's own by now.
      const renamed = new Set(rows.map(row => row.alias_ref));
      for (const { ref, alias_ref: alias, removed_at: removedAt } of rows)
        if (removedAt !== null && (alias !== null || !renamed.has(ref)))
          gone.add(alias ?? ref);
    }
    return gone;
  }

  /** As far as the copy knows. */
  async missing(refs: readonly string[]): Promise<Set<string>> {
    if (refs.length === 0 || !(await this.wasReadWhole())) return new Set();
    const described = await this.describe(refs);
    return new Set(refs.filter(ref => described[ref].dangling));
  }

  /** Whether the catalog was ever read whole. */
  async wasReadWhole(): Promise<boolean> {
    const read = await this.knex('catalog_reads')
      .whereNotNull('finished_at')
      .first('id');
    return read !== undefined;
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
        else renamed.set(row.alias_ref, info);
      }
    }
    return Object.fromEntries(
      wanted.map(ref => [
        ref,
        renamed.get(ref) ?? own.get(ref) ?? dangling(ref),
      ]),
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
         union all select ${columns}, a.alias_ref from ${FORMER_NAMES} a
         join catalog_entities e on e.ref = a.ref where a.alias_ref ${among}`,
        [...wanted, ...wanted],
      )
      .then(answer => answer.rows ?? answer);
  }

  /** All entities that the catalog still has, as of the last read. */
  async known(): Promise<Map<string, KnownEntity>> {
    const query = this.knex('catalog_entities').whereNull('removed_at');
    // Without fields it was read before there was a history, which begins with the next reading.
    const etag = 'case when fields is null then null else etag end';
    const missed = 'case when missed_at is null then 0 else 1 end';
    if (!isPostgres(this.knex)) {
      const rows = await query.select('ref').select({
        etag: this.knex.raw(etag),
        missed: this.knex.raw(missed),
      });
      return new Map(
        rows.map(r => [
          r.ref,
          { etag: r.etag ?? undefined, missed: r.missed === 1, met: false },
        ]),
      );
    }
    // One text of all: of 100,000 entities it is there in 54 ms, where three lists in JSON took 96
    // and rows more. What separates them is in no name that a catalog takes.
    const [row] = await query.select(
      this.knex.raw(
        `string_agg(concat_ws(e'\\x1f', ref, ${missed}, ${etag}), e'\\x1e') as all_of_them`,
      ),
    );
    const known = new Map<string, KnownEntity>();
    const text: string = row.all_of_them ?? '';
    for (const one of text === '' ? [] : text.split('\x1e')) {
      const end = one.indexOf('\x1f');
      known.set(one.slice(0, end), {
        etag: one.length > end + 2 ? one.slice(end + 3) : undefined,
        missed: one.charCodeAt(end + 1) === ONE,
        met: false,
      });
    }
    return known;
  }

  /** Writes entities and their relations, replacing what was there. */
  async put(entities: readonly CopiedEntity[], now: number): Promise<void> {
    await this.writer.put(entities, now);
  }

  /** Marks entities that the catalog no longer has. They stay, so that records can name them. */
  remove(refs: readonly string[], now: number): Promise<void> {
    return this.writer.remove(refs, now);
  }
}
