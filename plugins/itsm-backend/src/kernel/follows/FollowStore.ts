import type { Knex } from 'knex';

/** Who follows which service. Following gives no right: it is a wish to hear. */
export class FollowStore {
  constructor(private readonly knex: Knex) {}

  /** The services that somebody follows, in the order of following. */
  async of(principalRef: string): Promise<string[]> {
    const rows = await this.knex('follows')
      .where('principal_ref', principalRef)
      .orderBy('since')
      .orderBy('entity_ref')
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** Follows; doing so twice is following. */
  async follow(
    principalRef: string,
    entityRef: string,
    now: number,
  ): Promise<void> {
    await this.knex('follows')
      .insert({
        principal_ref: principalRef,
        entity_ref: entityRef,
        since: now,
      })
      .onConflict(['principal_ref', 'entity_ref'])
      .ignore();
  }

  async unfollow(principalRef: string, entityRef: string): Promise<void> {
    await this.knex('follows')
      .where({ principal_ref: principalRef, entity_ref: entityRef })
      .delete();
  }

  /** Who follows any of the entities. */
  async followersOf(
    entityRefs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<string[]> {
    if (entityRefs.length === 0) return [];
    const rows = await executor('follows')
      .whereIn('entity_ref', [...entityRefs])
      .distinct('principal_ref');
    return rows.map(row => row.principal_ref);
  }
}
