import {
  MANAGED_LEVELS,
  wordsOf,
  type CARD_SECTIONS,
  type ManagedLevel,
  type ManagedSort,
} from '@callboard/plugin-itsm-common';
import { isPostgres, rowsAmong } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { amongSql } from './among';
import type { Place } from './place';
import type { OfHealth } from './ServiceHealths';
import { toProfile, type ProfileRow } from './ProfileStore';

/** A profile in a list, with its place there. */
export type ListedProfile = ProfileRow & { place: Place };

/** What the catalogue is asked for. */
export interface CatalogueQuestion {
  q?: string;
  sections: readonly (typeof CARD_SECTIONS)[number][];
  /** `none` is what has none. */
  categories?: readonly string[];
  owners?: readonly string[];
  /** These services alone, or none of these. */
  health?: OfHealth;
}

/** What the list of how well services are managed is asked for. */
export interface ManagedQuestion {
  q?: string;
  /** Undefined among them is what nobody owns. */
  owners?: readonly (string | undefined)[];
  kinds?: readonly string[];
  /** Undefined among them is what has none. */
  tiers?: readonly (string | undefined)[];
  levels?: readonly ManagedLevel[];
  /** All of them are missing. */
  missing?: readonly string[];
}

interface Order {
  /** Expressions over `p`; the last one tells all rows apart. */
  by: readonly string[];
  kinds: readonly ('text' | 'number')[];
}

/** Behind all scores: what has none comes last. */
const NO_SCORE = 101;
const SCORE = `coalesce(p.score, ${NO_SCORE})`;
/** Behind all references. */
const OWNER = `coalesce(p.owner_ref, '~')`;

/** How services can be sorted. */
export const MANAGED_ORDERS: Readonly<Record<ManagedSort, Order>> = {
  score: {
    by: [SCORE, 'p.sort_title', 'p.ref'],
    kinds: ['number', 'text', 'text'],
  },
  title: { by: ['p.sort_title', 'p.ref'], kinds: ['text', 'text'] },
  owner: {
    by: [OWNER, SCORE, 'p.ref'],
    kinds: ['text', 'number', 'text'],
  },
};

/** What places a card: its section, whether its title has the words, its title. */
export const CARD_KINDS: Order['kinds'] = ['number', 'number', 'text', 'text'];

const orNone = (
  query: Knex.QueryBuilder,
  column: string,
  values: readonly (string | undefined)[],
) =>
  query.where(w => {
    w.whereIn(
      column,
      values.flatMap(value => value ?? []),
    );
    if (values.includes(undefined)) w.orWhereNull(column);
  });

/** The SQL of lists of services. */
export class CatalogueStore {
  constructor(private readonly knex: Knex) {}

  /** Cards behind a place. One statement. */
  async cards(
    question: CatalogueQuestion,
    after: Place | undefined,
    limit: number,
  ): Promise<ListedProfile[]> {
    const words = wordsOf(question.q ?? '');
    const hasAll = words.map(() => `(' ' || p.sort_title) like ?`);
    const order: Order = {
      by: [
        `case p.section when 'offered' then 0 else 1 end`,
        words.length > 0
          ? `case when ${hasAll.join(' and ')} then 0 else 1 end`
          : 'cast(0 as integer)',
        'p.sort_title',
        'p.ref',
      ],
      kinds: CARD_KINDS,
    };
    return this.#page(
      this.#cards(question),
      order,
      'asc',
      { after, limit },
      words.map(word => `% ${word}%`),
    );
  }

  /** The references and categories of all cards that fit, so many. */
  async categories(
    question: CatalogueQuestion,
    most: number,
  ): Promise<{ ref: string; categoryRef?: string }[]> {
    const rows = await this.#cards({ ...question, categories: undefined })
      .limit(most)
      .select('p.ref', 'p.category_ref');
    return rows.map((row: any) => ({
      ref: row.ref,
      categoryRef: row.category_ref ?? undefined,
    }));
  }

  /** Services behind a place in an order. One statement. */
  async managed(
    question: ManagedQuestion,
    sort: ManagedSort,
    direction: 'asc' | 'desc',
    page: { after?: Place; limit: number },
  ): Promise<ListedProfile[]> {
    return this.#page(
      this.#managed(question),
      MANAGED_ORDERS[sort],
      direction,
      page,
    );
  }

  /** All services with what they are added up by. */
  async scores(): Promise<
    { ref: string; ownerRef?: string; score?: number }[]
  > {
    const rows = await this.knex('service_profiles').select(
      'ref',
      'owner_ref',
      'score',
    );
    return rows.map(row => ({
      ref: row.ref,
      ownerRef: row.owner_ref ?? undefined,
      score: row.score === null ? undefined : Number(row.score),
    }));
  }

  /**
   * How many services lack what, and how many need it.
   *
   * @param refs - of which services; of all if absent
   */
  async gaps(
    refs?: readonly string[],
  ): Promise<Map<string, { missing: number; of: number }>> {
    const gaps = new Map<string, { missing: number; of: number }>();
    const add = (key: string, missing: number, of: number) => {
      const known = gaps.get(key) ?? { missing: 0, of: 0 };
      gaps.set(key, { missing: known.missing + missing, of: known.of + of });
    };
    const rows: any[] =
      refs === undefined
        ? await this.knex('service_profile_checks')
            .groupBy('check_key')
            .select('check_key')
            .sum({ missing: 'missing' })
            .count({ n: '*' })
        : await rowsAmong(this.knex, 'service_profile_checks', 'ref', refs, [
            'check_key',
            'missing',
          ]);
    for (const { check_key: key, missing, n = 1 } of rows)
      add(key, Number(missing), Number(n));
    return gaps;
  }

  #cards({ q, sections, categories, owners, health }: CatalogueQuestion) {
    const query = this.#found(q).whereIn('p.section', [...sections]);
    if (health) {
      const among = (refs: readonly string[]) =>
        amongSql('p.ref', refs, isPostgres(this.knex));
      if ('only' in health) {
        const { sql, bindings } = among(health.only);
        query.whereRaw(sql, bindings);
      } else {
        const { sql, bindings } = among(health.but);
        query.whereRaw(`not (${sql})`, bindings);
      }
    }
    if (categories)
      orNone(
        query,
        'p.category_ref',
        categories.map(ref => (ref === 'none' ? undefined : ref)),
      );
    if (owners) query.whereIn('p.owner_ref', [...owners]);
    return query;
  }

  #managed(question: ManagedQuestion): Knex.QueryBuilder {
    const { q, owners, kinds, tiers, levels, missing = [] } = question;
    const query = this.#found(q);
    if (owners) orNone(query, 'p.owner_ref', owners);
    if (kinds) query.whereIn('p.kind', [...kinds]);
    if (tiers) orNone(query, 'p.tier', tiers);
    if (levels)
      query.where(w => {
        for (const level of levels) {
          const at = MANAGED_LEVELS.findIndex(one => one.value === level);
          const from = MANAGED_LEVELS[at].from;
          const below = at > 0 ? MANAGED_LEVELS[at - 1].from : NO_SCORE;
          w.orWhere(one =>
            one.where('p.score', '>=', from).where('p.score', '<', below),
          );
        }
      });
    for (const key of missing)
      query.whereIn(
        'p.ref',
        this.knex('service_profile_checks')
          .where({ check_key: key, missing: 1 })
          .select('ref'),
      );
    return query;
  }

  /** What is found by the beginnings of words; all of them must be there. */
  #found(q: string | undefined): Knex.QueryBuilder {
    const query = this.knex('service_profiles as p');
    // Words are letters and digits: nothing in them means something to LIKE.
    for (const word of wordsOf(q ?? ''))
      query.where('p.words', 'like', `% ${word}%`);
    return query;
  }

  async #page(
    query: Knex.QueryBuilder,
    { by, kinds }: Order,
    direction: 'asc' | 'desc',
    { after, limit }: { after?: Place; limit: number },
    bindings: readonly string[] = [],
  ): Promise<ListedProfile[]> {
    const bound = by.map(sql => (sql.includes('?') ? [...bindings] : []));
    query
      .select('p.*')
      .select(
        by.map((sql, i) => this.knex.raw(`${sql} as place_${i}`, bound[i])),
      )
      .orderByRaw(by.map(sql => `${sql} ${direction}`).join(', '), bound.flat())
      .limit(limit);
    if (after) {
      const marks = kinds.map(
        kind => `cast(? as ${kind === 'text' ? 'text' : 'bigint'})`,
      );
      query.whereRaw(
        `(${by.join(', ')}) ${direction === 'asc' ? '>' : '<'} (${marks.join(
          ', ',
        )})`,
        [...bound.flat(), ...after],
      );
    }
    const rows: any[] = await query;
    return rows.map(row => ({
      ...toProfile(row),
      place: kinds.map((kind, i) =>
        kind === 'number' ? Number(row[`place_${i}`]) : row[`place_${i}`],
      ),
    }));
  }
}
