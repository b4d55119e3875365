import {
  KINDS_BESIDE,
  type CiEventKind,
  type CiSort,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { AskedCis } from './ciQuestion';
import type { Place } from './cursor';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

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
  /** Since when the catalog has it no longer, milliseconds since the epoch. */
  goneAt?: number;
  /** Where it stands in the list that it was read for. */
  place: Place;
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

  /** How many items there are of each kind, type and lifecycle. Reads all of them. */
  async facets(): Promise<
    { kind: string; type?: string; lifecycle?: string; count: number }[]
  > {
    const rows: any[] = await this.#found({ words: [], gone: false })
      .groupBy('e.kind', 'e.type', 'e.lifecycle')
      .select('e.kind', 'e.type', 'e.lifecycle')
      .count({ n: '*' });
    return rows.map(row => ({
      kind: row.kind,
      type: optional(row.type),
      lifecycle: optional(row.lifecycle),
      count: Number(row.n),
    }));
  }

  /** The newest change of each item, by reference. One statement for each 400. */
  async lastChanges(refs: readonly string[]): Promise<Map<string, LastChange>> {
    const found = new Map<string, LastChange>();
    for (let i = 0; i < refs.length; i += CHUNK) {
      const rows = await this.knex('ci_versions')
        .whereIn('ref', refs.slice(i, i + CHUNK))
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
      // Under a new name it is not gone.
      query
        .whereNotNull('e.removed_at')
        .whereNotExists(q =>
          q
            .from('catalog_aliases as a')
            .join('catalog_entities as l', 'l.ref', 'a.ref')
            .whereRaw('a.alias_ref = e.ref')
            .whereNull('l.removed_at')
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
    this.#search(query, asked.words);
    return query;
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
