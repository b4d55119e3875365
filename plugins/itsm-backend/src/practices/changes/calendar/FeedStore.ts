import type { Feed } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Which part of the calendar a feed has. */
export type FeedFilters = Pick<
  Feed,
  'teams' | 'services' | 'types' | 'windows' | 'meetings'
>;

/** A feed as it is stored. Instants are milliseconds since the epoch. */
export interface StoredFeed {
  id: string;
  ownerRef: string;
  name: string;
  tokenHash: string;
  filters: FeedFilters;
  createdAt: number;
  usedAt?: number;
  revokedAt?: number;
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const feedOf = (row: any): StoredFeed => ({
  id: row.id,
  ownerRef: row.owner_ref,
  name: row.name,
  tokenHash: row.token_hash,
  filters: JSON.parse(row.filters),
  createdAt: Number(row.created_at),
  usedAt: instant(row.used_at),
  revokedAt: instant(row.revoked_at),
});

/** Calendar feeds. */
export class FeedStore {
  constructor(private readonly knex: Knex) {}

  async add(feed: StoredFeed): Promise<void> {
    await this.knex('change_feeds').insert({
      id: feed.id,
      owner_ref: feed.ownerRef,
      name: feed.name,
      token_hash: feed.tokenHash,
      filters: JSON.stringify(feed.filters),
      created_at: feed.createdAt,
    });
  }

  /** Somebody's feeds that are not revoked, the newest first. */
  async ofOwner(ownerRef: string): Promise<StoredFeed[]> {
    const rows = await this.knex('change_feeds')
      .where('owner_ref', ownerRef)
      .whereNull('revoked_at')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(feedOf);
  }

  /** The feed of a secret, revoked or not. */
  async byToken(tokenHash: string): Promise<StoredFeed | undefined> {
    const row = await this.knex('change_feeds')
      .where('token_hash', tokenHash)
      .first();
    return row && feedOf(row);
  }

  /** @returns whether somebody had such a feed that was not revoked */
  async revoke(id: string, ownerRef: string, at: number): Promise<boolean> {
    const revoked = await this.knex('change_feeds')
      .where({ id, owner_ref: ownerRef })
      .whereNull('revoked_at')
      .update({ revoked_at: at });
    return revoked > 0;
  }

  async used(id: string, at: number): Promise<void> {
    await this.knex('change_feeds').where('id', id).update({ used_at: at });
  }
}
