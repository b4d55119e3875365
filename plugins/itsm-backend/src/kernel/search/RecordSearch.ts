import {
  ACTIVE_CATEGORIES,
  saysSomething,
  titleWords,
  wordsOf,
  type RefInfo,
  type SearchDocumentItem,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { listRecords, readRecord, selectRecord } from '../records/listRecords';
import type { RecordQueries } from '../records/RecordQueries';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import { anyWordSql } from './matchSql';
import { joinTexts, publicTextSql } from './recordText';
import { asksSomething, readSearch } from './searchWords';
import { likeness, sharedWords } from './similarity';

/** Of so many of the newest matches the best are answered: a search must not read all of a common word's. */
const CANDIDATES = 200;
const SIMILAR_CANDIDATES = 100;
const SIMILAR = 5;
/** Below this likeness of titles, records about different entities are not shown as similar. */
const ALIKE = 0.35;
const DOCUMENT_CHARACTERS = 20_000;

/** A record as a search finds it. */
export interface FoundRecord {
  record: StoredRecord;
  found: 'number' | 'title' | 'text';
}

/** An open record that a new one may be about the same thing as. */
export interface SimilarRecord {
  record: StoredRecord;
  sameEntity: boolean;
  sharedWords: string[];
}

const isActive = (record: StoredRecord) =>
  ACTIVE_CATEGORIES.includes(record.statusCategory);

const REFS = ['serviceRef', 'ownerRef', 'assigneeRef', 'requesterRef'] as const;

/** Searches records by their words. Permissions are part of every query. */
export class RecordSearch {
  readonly #queries: RecordQueries;
  readonly #types: RecordTypes;
  readonly #catalog: CatalogReader;

  constructor(deps: {
    queries: RecordQueries;
    types: RecordTypes;
    catalog: CatalogReader;
  }) {
    this.#queries = deps.queries;
    this.#types = deps.types;
    this.#catalog = deps.catalog;
  }

  /** What references in the records are called. */
  describe(records: readonly StoredRecord[]): Promise<Record<string, RefInfo>> {
    return this.#catalog.describe(
      records.flatMap(record => REFS.map(key => record[key])),
    );
  }

  /** The best of the newest records with all the words. One statement. */
  async search(
    caller: Caller,
    options: {
      q: string;
      types?: readonly string[];
      category?: readonly StatusCategory[];
      limit?: number;
    },
  ): Promise<FoundRecord[]> {
    const { q, category, limit = 25 } = options;
    const types = this.#types.pick(options.types);
    const { items } = await listRecords(this.#queries, caller, types, {
      q,
      category,
      sort: 'created',
      limit: CANDIDATES,
    });
    const tiers = ['number', 'title', 'text'] as const;
    return items
      .map(record => ({ record, found: this.#foundIn(record, q) }))
      .map((hit, i) => ({ ...hit, i, tier: tiers.indexOf(hit.found) }))
      .sort(
        (a, b) =>
          a.tier - b.tier ||
          Number(isActive(b.record)) - Number(isActive(a.record)) ||
          a.i - b.i,
      )
      .slice(0, limit)
      .map(({ record, found }) => ({ record, found }));
  }

  #foundIn(record: StoredRecord, q: string): FoundRecord['found'] {
    if (record.number === q.trim().toUpperCase()) return 'number';
    const { language } = this.#queries.dialect;
    const search = readSearch(q, language);
    if (!asksSomething(search)) return 'number';
    const held = titleWords(record.title, language);
    const asked = [
      ...titleWords(
        [...search.words, ...search.phrases.flat()].join(' '),
        language,
      ),
    ];
    const { prefix } = search;
    const begun =
      prefix === undefined ||
      wordsOf(record.title).some(w => w.startsWith(prefix)) ||
      [...titleWords(prefix, language)].some(w => held.has(w));
    return begun && asked.every(word => held.has(word)) ? 'title' : 'text';
  }

  /** Up to five open records about the same entity, or with a similar title. */
  async similar(
    caller: Caller,
    options: { types?: readonly string[]; title?: string; entity?: string },
  ): Promise<SimilarRecord[]> {
    const types = this.#types.pick(options.types);
    const { language } = this.#queries.dialect;
    const title = options.title ?? '';
    const [near, alike] = await Promise.all([
      this.#near(caller, types, options.entity),
      this.#alike(caller, types, title),
    ]);
    const same = new Set(near.map(r => r.id));
    const all = new Map([...near, ...alike].map(r => [r.id, r]));
    return [...all.values()]
      .map(record => ({
        record,
        sameEntity: same.has(record.id),
        sharedWords: sharedWords(title, record.title, language),
        like: likeness(title, record.title, language),
      }))
      .filter(s => s.sameEntity || s.like >= ALIKE)
      .sort(
        (a, b) =>
          b.like +
            Number(b.sameEntity) / 2 -
            a.like -
            Number(a.sameEntity) / 2 || b.record.createdAt - a.record.createdAt,
      )
      .slice(0, SIMILAR)
      .map(({ like: _, ...similar }) => similar);
  }

  async #near(
    caller: Caller,
    types: readonly RegisteredType[],
    entity: string | undefined,
  ): Promise<StoredRecord[]> {
    if (!entity) return [];
    const { items } = await listRecords(this.#queries, caller, types, {
      entity,
      category: ACTIVE_CATEGORIES,
      sort: 'created',
      limit: SIMILAR_CANDIDATES,
    });
    return items;
  }

  async #alike(
    caller: Caller,
    types: readonly RegisteredType[],
    title: string,
  ): Promise<StoredRecord[]> {
    const { dialect } = this.#queries;
    const words = [...new Set(wordsOf(title))]
      .filter(w => w.length > 2 && saysSomething(w, dialect.language))
      .slice(0, 12);
    if (words.length === 0) return [];
    const base = await this.#queries.prepare(caller, types, {
      category: ACTIVE_CATEGORIES,
    });
    const query = base();
    const { sql, bindings } = anyWordSql(words, dialect);
    selectRecord(query, caller, types);
    const rows = await query
      .whereRaw(sql, bindings)
      .orderBy('r.created_at', 'desc')
      .limit(SIMILAR_CANDIDATES);
    return rows.map((row: any) => readRecord(row, types));
  }

  /**
   * Open records without restriction, with what their requesters may read, in the order of their
   * ids: for the index of Backstage's search.
   */
  async documents(options: {
    type?: string;
    limit?: number;
    cursor?: string;
  }): Promise<{
    items: SearchDocumentItem[];
    pageInfo: { nextCursor?: string };
  }> {
    const limit = options.limit ?? 500;
    const types = this.#types.pick(options.type ? [options.type] : undefined);
    const found = await Promise.all(
      types.map(type => this.#documentsOf(type, limit + 1, options.cursor)),
    );
    const all = found.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
    const items = all.slice(0, limit);
    const nextCursor = all.length > limit ? items[limit - 1].id : undefined;
    return { items, pageInfo: { nextCursor } };
  }

  async #documentsOf(
    type: RegisteredType,
    limit: number,
    after: string | undefined,
  ): Promise<SearchDocumentItem[]> {
    const { knex } = this.#queries;
    const query = knex('records as r')
      .joinRaw(joinTexts(type))
      .where({ 'r.type': type.type, 'r.visibility': 'internal' })
      .whereIn('r.status_category', ACTIVE_CATEGORIES)
      .orderBy('r.id')
      .limit(limit)
      .select(
        'r.*',
        knex.raw(
          `substr(${publicTextSql(type)}, 1, ${DOCUMENT_CHARACTERS}) as body`,
        ),
      );
    if (after) query.where('r.id', '>', after);
    const rows = await query;
    return rows.map((row: any) => ({
      id: row.id,
      type: row.type,
      number: row.number,
      title: row.title,
      text: row.body ?? '',
      status: row.status,
      statusCategory: row.status_category,
      serviceRef: row.service_ref ?? undefined,
      updatedAt: new Date(Number(row.updated_at)).toISOString(),
    }));
  }
}
