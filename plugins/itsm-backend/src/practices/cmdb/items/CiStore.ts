import {
  KINDS_BESIDE,
  type CiClaimValue,
  type CiEventKind,
  type CiSort,
} from '@callboard/plugin-itsm-common';
import { FORMER_NAMES } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { chunksOf } from '../classes/BulkStore';
import type { AskedCis } from './ciQuestion';
import type { ClassRules, TypedEntities } from './classRules';
import type { Place } from './cursor';

/** A configuration item as the copy of the catalog has it. */
export interface CiRow {
  ref: string;
  /** The catalog's own id. */
  uid?: string;
  kind: string;
  title: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  systemRef?: string;
  /** The class that its item says. */
  itemClass?: string;
  /** Whether its entity is made from what sources and people say. */
  owned: boolean;
  /** Since when the catalog has it no longer, milliseconds since the epoch. */
  goneAt?: number;
  /** Where it stands in the list that it was read for. */
  place: Place;
}

/** How many items are alike. */
export interface CountedCis
  extends Pick<CiRow, 'kind' | 'type' | 'lifecycle' | 'itemClass' | 'owned'> {
  count: number;
}

/** The newest change of an item. */
export interface LastChange {
  what: CiEventKind;
  at: number;
  /** The reading before; a first reading has none. */
  since?: number;
  /** JSON of what changed. */
  changes: string;
}

interface SortSpec {
  /** Expressions over `e` and, of changes, `v`; the last one tells all rows apart. */
  by: readonly string[];
  kinds: readonly ('text' | 'number')[];
}

/** How a list is sorted. Indexes have these orders. */
export const SORTS: Readonly<Record<CiSort, SortSpec>> = {
  title: { by: ['lower(e.title)', 'e.ref'], kinds: ['text', 'text'] },
  kind: {
    by: ['e.kind', 'lower(e.title)', 'e.ref'],
    kinds: ['text', 'text', 'text'],
  },
  changed: { by: ['v.valid_from', 'v.position'], kinds: ['number', 'number'] },
};

/** Where a change is one: to be seen for the first time is none. The index says it the same way. */
const TOLD = `(v.what <> 'added' or v.since is not null)`;
/** The words of an item on PostgreSQL. The index says it the same way. */
const WORDS = `to_tsvector('simple', translate(e.title || ' ' || e.ref, ':/-_.', '     '))`;
/** What else stands between words; PostgreSQL knows it. */
const MARKS = ':/-_.()[]{},;"+&#@=';
const BESIDE = KINDS_BESIDE.map(kind => `'${kind}'`).join(', ');

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);

/** How a list is read. */
export interface CiReading {
  asked: AskedCis;
  sort: CiSort;
  order: 'asc' | 'desc';
  after?: Place;
  limit: number;
}

/** The SQL of lists of configuration items: the kernel's copy of the catalog, and the history. */
export class CiStore {
  readonly #postgres: boolean;

  constructor(private readonly knex: Knex) {
    this.#postgres = knex.client.config.client === 'pg';
  }

  /** Items in order, from a place on. One statement. */
  async page({
    asked,
    sort,
    order,
    after,
    limit,
  }: CiReading): Promise<CiRow[]> {
    const { by, kinds } = SORTS[sort];
    const query = this.#found(asked, sort === 'changed')
      .leftJoin('ci_items as i', 'i.ref', 'e.ref')
      .select(
        'e.ref',
        'e.uid',
        'e.kind',
        'e.title',
        'e.type',
        'e.lifecycle',
        'e.owner_ref',
        'e.system_ref',
        'e.removed_at',
        'i.class',
        'i.owned',
        ...by.map((sql, i) => this.knex.raw(`${sql} as place_${i}`)),
      )
      .orderByRaw(by.map(sql => `${sql} ${order}`).join(', '))
      .limit(limit);
    if (after) {
      const marks = kinds.map(
        kind => `cast(? as ${kind === 'text' ? 'text' : 'bigint'})`,
      );
      query.whereRaw(
        `(${by.join(', ')}) ${order === 'asc' ? '>' : '<'} (${marks.join(
          ', ',
        )})`,
        [...after],
      );
    }
    const rows: any[] = await query;
    return rows.map(row => ({
      ref: row.ref,
      uid: optional(row.uid),
      kind: row.kind,
      title: row.title,
      type: optional(row.type),
      lifecycle: optional(row.lifecycle),
      ownerRef: optional(row.owner_ref),
      systemRef: optional(row.system_ref),
      itemClass: optional(row.class),
      owned: Boolean(row.owned),
      goneAt: row.removed_at === null ? undefined : Number(row.removed_at),
      place: kinds.map((kind, i) =>
        kind === 'number' ? Number(row[`place_${i}`]) : row[`place_${i}`],
      ),
    }));
  }

  /** Where the item with the catalog's id stands in an order; undefined if it is not there. */
  async placeOf(uid: string, sort: CiSort): Promise<Place | undefined> {
    const { by, kinds } = SORTS[sort];
    const query = this.knex('catalog_entities as e')
      .where('e.uid', uid)
      .orderBy('e.seen_at', 'desc')
      .select(by.map((sql, i) => this.knex.raw(`${sql} as place_${i}`)));
    if (sort === 'changed') this.#joinNewest(query);
    const row: any = await query.first();
    return (
      row &&
      kinds.map((kind, i) =>
        kind === 'number' ? Number(row[`place_${i}`]) : row[`place_${i}`],
      )
    );
  }

  /** How many items meet each question, up to a number and one more. One statement for all. */
  async counts(
    questions: Readonly<Record<string, AskedCis>>,
    upTo: number,
  ): Promise<Record<string, number>> {
    const names = Object.keys(questions);
    if (names.length === 0) return {};
    const [row]: any[] = await this.knex.select(
      names.map((name, i) =>
        this.knex
          .count({ n: '*' })
          .from(
            this.#found(questions[name])
              .select('e.ref')
              .limit(upTo + 1)
              .as(`q${i}`),
          )
          .as(`c${i}`),
      ),
    );
    return Object.fromEntries(
      names.map((name, i) => [name, Number(row[`c${i}`])]),
    );
  }

  /** How many items there are of each kind, type, lifecycle and class. Reads all of them. */
  async facets(): Promise<CountedCis[]> {
    const columns = ['e.kind', 'e.type', 'e.lifecycle', 'i.class', 'i.owned'];
    const rows: any[] = await this.#found({ words: [], gone: false })
      .leftJoin('ci_items as i', 'i.ref', 'e.ref')
      .groupBy(columns)
      .select(columns)
      .count({ n: '*' });
    return rows.map(row => ({
      kind: row.kind,
      type: optional(row.type),
      lifecycle: optional(row.lifecycle),
      itemClass: optional(row.class),
      owned: Boolean(row.owned),
      count: Number(row.n),
    }));
  }

  /** Who says something of items, by reference. One statement for each 400. */
  async sources(refs: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const chunk of chunksOf(refs)) {
      const rows = await this.knex('ci_items as i')
        .join('ci_claims as c', 'c.item_id', 'i.id')
        .whereIn('i.ref', chunk)
        .orderBy('c.source')
        .distinct('i.ref', 'c.source');
      for (const { ref, source } of rows)
        found.set(ref, [...(found.get(ref) ?? []), source]);
    }
    return found;
  }

  /** Values of some attributes, by reference. One statement for each 400 items. */
  async attributes(
    refs: readonly string[],
    keys: readonly string[],
  ): Promise<Map<string, Record<string, CiClaimValue>>> {
    const found = new Map<string, Record<string, CiClaimValue>>();
    for (const chunk of chunksOf(refs)) {
      const rows = await this.knex('ci_items as i')
        .join('ci_values as a', 'a.item_id', 'i.id')
        .whereIn('i.ref', chunk)
        .whereIn('a.key', [...keys])
        .select('i.ref', 'a.key', 'a.value');
      for (const { ref, key, value } of rows)
        found.set(ref, { ...found.get(ref), [key]: JSON.parse(value) });
    }
    return found;
  }

  /** The newest change of each item, by reference. One statement for each 400. */
  async lastChanges(refs: readonly string[]): Promise<Map<string, LastChange>> {
    const found = new Map<string, LastChange>();
    for (const chunk of chunksOf(refs)) {
      const rows = await this.knex('ci_versions')
        .whereIn('ref', chunk)
        .whereNull('valid_to')
        .select('ref', 'what', 'valid_from', 'since', 'changes');
      for (const row of rows) {
        found.set(row.ref, {
          what: row.what,
          at: Number(row.valid_from),
          since: row.since === null ? undefined : Number(row.since),
          changes: row.changes,
        });
      }
    }
    return found;
  }

  #joinNewest(query: Knex.QueryBuilder): void {
    query.join('ci_versions as v', join =>
      join.on('v.ref', 'e.ref').onNull('v.valid_to'),
    );
  }

  /** What meets a question, without order. */
  #found(asked: AskedCis, withChange = false): Knex.QueryBuilder {
    const query = this.knex('catalog_entities as e');
    if (withChange || asked.changedSince !== undefined) {
      this.#joinNewest(query);
      if (asked.changedSince !== undefined)
        query.where('v.valid_from', '>=', asked.changedSince).whereRaw(TOLD);
    }
    if (asked.kinds) query.whereIn('e.kind', [...asked.kinds]);
    else query.whereRaw(`e.kind not in ('user', ${BESIDE})`);
    if (asked.gone) {
      // Under a new name it is not gone; where that is gone too, it is listed under that, once.
      query.whereNotNull('e.removed_at').whereNotExists(q =>
        q
          .from(this.knex.raw(`${FORMER_NAMES} as a`))
          .join('catalog_entities as l', 'l.ref', 'a.ref')
          .whereRaw('a.alias_ref = e.ref')
          .select(this.knex.raw('1')),
      );
    } else query.whereNull('e.removed_at');
    if (asked.types) query.whereIn('e.type', [...asked.types]);
    if (asked.lifecycles) query.whereIn('e.lifecycle', [...asked.lifecycles]);
    if (asked.systems) query.whereIn('e.system_ref', [...asked.systems]);
    if (asked.owners) {
      const owners = asked.owners.filter(owner => owner !== null);
      if (!asked.owners.includes(null)) query.whereIn('e.owner_ref', owners);
      else
        query.where(w => {
          w.whereNull('e.owner_ref');
          if (owners.length > 0) w.orWhereIn('e.owner_ref', owners);
        });
    }
    if (asked.classes) this.#ofClasses(query, asked.classes);
    this.#ofItems(query, asked);
    this.#search(query, asked.words);
    return query;
  }

  /** Leaves what is of some classes: by kind and type, or by what its item says. */
  #ofClasses(query: Knex.QueryBuilder, rules: ClassRules): void {
    const isTyped = (w: Knex.QueryBuilder, { pairs, kinds }: TypedEntities) => {
      w.whereRaw('1 = 0');
      for (const { kind, type } of pairs)
        w.orWhere({ 'e.kind': kind, 'e.type': type });
      for (const { kind, but } of kinds)
        w.orWhere(one => {
          one.where('e.kind', kind);
          if (but.length > 0)
            one.where(t =>
              t.whereNull('e.type').orWhereNotIn('e.type', [...but]),
            );
        });
    };
    const item = (keys: readonly string[]) =>
      this.knex('ci_items as o')
        .whereRaw('o.ref = e.ref')
        .whereIn('o.class', [...keys])
        .select(this.knex.raw('1'));
    query.where(w => {
      w.where(by => {
        by.where(t => isTyped(t, rules.typed));
        by.whereNotExists(item(rules.others).where('o.owned', true));
      });
      w.orWhereExists(item(rules.keys).where('o.owned', true));
      w.orWhere(by => {
        by.whereExists(item(rules.keys));
        by.whereNot(t => isTyped(t, rules.typedByAny));
      });
    });
  }

  /** Leaves what sources say something of, and what has values. */
  #ofItems(query: Knex.QueryBuilder, asked: AskedCis): void {
    const item = () =>
      this.knex('ci_items as s')
        .whereRaw('s.ref = e.ref')
        .select(this.knex.raw('1'));
    if (asked.fromSources === true)
      query.whereExists(item().where('s.owned', true));
    if (asked.fromSources === false)
      query.whereNotExists(item().where('s.owned', true));
    if (asked.sources)
      query.whereExists(
        item()
          .join('ci_claims as c', 'c.item_id', 's.id')
          .whereIn('c.source', [...asked.sources]),
      );
    for (const { key, word } of asked.attributes ?? [])
      query.whereExists(
        item()
          .join('ci_values as a', 'a.item_id', 's.id')
          .where({ 'a.key': key, 'a.word': word }),
      );
  }

  /** Leaves what has words that begin so, in title or reference. */
  #search(query: Knex.QueryBuilder, words: readonly string[]): void {
    if (words.length === 0) return;
    if (this.#postgres) {
      query.whereRaw(`${WORDS} @@ to_tsquery('simple', ?)`, [
        words.map(word => `'${word}':*`).join(' & '),
      ]);
      return;
    }
    // SQLite is for small portals: it reads all titles.
    const text = [...MARKS].reduce(
      (sql, mark) => `replace(${sql}, '${mark}', ' ')`,
      `lower(' ' || e.title || ' ' || e.ref)`,
    );
    for (const word of words)
      query.whereRaw(`instr(${text}, ?) > 0`, [` ${word}`]);
  }
}
