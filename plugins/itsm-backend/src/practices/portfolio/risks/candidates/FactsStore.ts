import { CONTRACT } from '@callboard/plugin-itsm-common';
import { namesNow, rowsAmong } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Thing } from './finders/model';

/** What finders read of tables. Few statements, however much there is. */
export class FactsStore {
  constructor(private readonly knex: Knex) {}

  /** Everything that a service can be made of, without its attributes. */
  async things(): Promise<Thing[]> {
    const rows: any[] = await this.knex('catalog_entities as e')
      .leftJoin('service_profiles as s', 's.ref', 'e.ref')
      .whereIn('e.kind', ['system', 'component', 'api', 'resource'])
      .whereNull('e.removed_at')
      .orderBy('e.ref')
      .select(
        'e.ref',
        'e.title',
        'e.kind',
        'e.owner_ref',
        'e.system_ref',
        's.tier',
      );
    return rows.map(row => ({
      ref: row.ref,
      title: row.title,
      kind: row.kind,
      ownerRef: row.owner_ref ?? undefined,
      systemRef: row.system_ref ?? undefined,
      tier: row.tier ?? undefined,
      attributes: {},
    }));
  }

  /** Groups that are there, with how many people are in each. */
  async owners(refs: readonly string[]): Promise<Map<string, number>> {
    const groups = refs.filter(ref => ref.startsWith('group:'));
    const [there, members] = await Promise.all([
      rowsAmong(this.knex, 'catalog_entities', 'ref', groups, [
        'ref',
        'removed_at',
      ]),
      rowsAmong(this.knex, 'catalog_relations', 'source_ref', groups, [
        'source_ref',
        'type',
        'target_ref',
      ]),
    ]);
    const counts = new Map<string, number>(
      there.filter(row => row.removed_at === null).map(row => [row.ref, 0]),
    );
    for (const { source_ref: group, type, target_ref: target } of members) {
      // Teams of a department count: somebody is in them.
      const isPeople =
        (type === 'hasMember' && target.startsWith('user:')) ||
        (type === 'parentOf' && target.startsWith('group:'));
      if (isPeople && counts.has(group))
        counts.set(group, counts.get(group)! + 1);
    }
    return counts;
  }

  /** What things are called now. */
  called(refs: readonly string[]): Promise<Map<string, string>> {
    return namesNow(this.knex, [...new Set(refs)]);
  }

  /** What contracts are linked with, by the id of the contract. */
  async linkedWith(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await rowsAmong(this.knex, 'links', 'from_id', ids, [
      'from_id',
      'to_ref',
    ]);
    const linked = new Map<string, string[]>();
    for (const { from_id: id, to_ref: ref } of rows)
      if (ref) linked.set(id, [...(linked.get(id) ?? []), ref]);
    return linked;
  }

  /** The type of records that contracts are. */
  readonly contractType = CONTRACT;
}
