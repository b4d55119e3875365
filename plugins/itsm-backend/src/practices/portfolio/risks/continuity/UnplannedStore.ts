import { PLANNED_TIERS, TIERS, type Tier } from '@callboard/plugin-itsm-common';
import { nameNowSql } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { OWN_KINDS, type EstateService } from './ContinuityStore';
import type { Place } from './place';

/** Which of the services that need no plan and have none. */
export interface UnplannedQuestion {
  tier?: readonly Tier[];
  owner?: readonly string[];
  /** Parts of title and reference, in small letters. */
  words: readonly string[];
}

/** Where one of them stands among themselves. */
export type UnplannedPlace = Pick<Place, 'tier' | 'title' | 'ref'>;

/** One of them. */
export interface UnplannedService extends EstateService {
  place: UnplannedPlace;
}

const text = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);

const TIER_RANK = `case s.tier ${TIERS.map(
  (tier, rank) => `when '${tier}' then ${rank}`,
).join(' ')} else ${TIERS.length} end`;

/**
 * The SQL of systems and components that are in no tier that needs a plan, and that nobody planned for: nothing
 * can be missing of them, so there may be as many as the catalog has.
 */
export class UnplannedStore {
  readonly #order: readonly string[];
  readonly #text: string;

  constructor(private readonly knex: Knex) {
    const isPostgres = knex.client.config.client === 'pg';
    // Byte by byte, as places are compared that stand in no table.
    const bytes = isPostgres ? ' collate "C"' : '';
    this.#order = [TIER_RANK, `lower(e.title)${bytes}`, `e.ref${bytes}`];
    const whole = `lower(e.title || ' ' || e.ref)`;
    this.#text = isPostgres
      ? `strpos(${whole}, ?) > 0`
      : `instr(${whole}, ?) > 0`;
  }

  /** Some of them after a place, by tier and title. One statement. */
  async page(
    asked: UnplannedQuestion,
    after: UnplannedPlace | undefined,
    limit: number,
  ): Promise<UnplannedService[]> {
    const [, title] = this.#order;
    const query = this.#found(asked)
      .orderByRaw(this.#order.join(', '))
      .limit(limit)
      .select(
        'e.ref',
        'e.title',
        'e.owner_ref',
        'e.system_ref',
        's.tier',
        this.knex.raw(`${TIER_RANK} as tier_rank`),
        this.knex.raw(`${title} as place_title`),
      );
    if (after)
      query.whereRaw(
        `(${this.#order.join(
          ', ',
        )}) > (cast(? as integer), cast(? as text), cast(? as text))`,
        [after.tier, after.title, after.ref],
      );
    const rows: any[] = await query;
    return rows.map(row => ({
      ref: row.ref,
      title: row.title,
      ownerRef: text(row.owner_ref),
      systemRef: text(row.system_ref),
      tier: text(row.tier) as Tier | undefined,
      place: {
        tier: Number(row.tier_rank),
        title: row.place_title,
        ref: row.ref,
      },
    }));
  }

  /** How many of them each group owns. One statement, a row a group. */
  async owned(
    asked: UnplannedQuestion,
  ): Promise<{ ownerRef?: string; count: number }[]> {
    const rows: any[] = await this.#found(asked)
      .groupBy('e.owner_ref')
      .select('e.owner_ref')
      .count({ n: '*' });
    return rows.map(row => ({
      ownerRef: text(row.owner_ref),
      count: Number(row.n),
    }));
  }

  /** Which they are, and who owns them: for whoever sees some of the catalog, who are counted one by one. */
  async each(
    asked: UnplannedQuestion,
  ): Promise<Pick<EstateService, 'ref' | 'ownerRef'>[]> {
    const rows: any[] = await this.#found(asked).select('e.ref', 'e.owner_ref');
    return rows.map(row => ({ ref: row.ref, ownerRef: text(row.owner_ref) }));
  }

  #found({ tier, owner, words }: UnplannedQuestion): Knex.QueryBuilder {
    const query = this.knex('catalog_entities as e')
      .leftJoin('service_profiles as s', 's.ref', 'e.ref')
      .whereIn('e.kind', OWN_KINDS)
      .whereNull('e.removed_at')
      .where(w =>
        w.whereNull('s.tier').orWhereNotIn('s.tier', [...PLANNED_TIERS]),
      )
      .whereNotIn(
        'e.ref',
        this.knex('continuity_plans as p')
          .whereNotNull('p.rto_minutes')
          .select(this.knex.raw(nameNowSql('p.service_ref'))),
      );
    if (tier) query.whereIn('s.tier', [...tier]);
    if (owner) query.whereIn('e.owner_ref', [...owner]);
    for (const word of words) query.whereRaw(this.#text, [word]);
    return query;
  }
}
