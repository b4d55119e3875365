import { kindOf } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/**
 * Finds the people of groups in the copy of the catalog. Only direct members: those are whom
 * sign-in gives the group as theirs, unless it is told otherwise.
 */
export class Members {
  constructor(private readonly knex: Knex) {}

  /**
   * The users of each group; one statement for all. Groups that nobody is known of have none.
   */
  async of(
    groups: Iterable<string>,
    executor: Knex = this.knex,
  ): Promise<Map<string, string[]>> {
    const wanted = [...new Set(groups)];
    const members = new Map<string, Set<string>>();
    const put = (group: string, user: string) => {
      if (kindOf(user) !== 'user') return;
      const known = members.get(group) ?? new Set();
      members.set(group, known.add(user));
    };
    for (let i = 0; i < wanted.length; i += CHUNK) {
      const chunk = wanted.slice(i, i + CHUNK);
      const rows: any[] = await executor('catalog_relations')
        .where('type', 'memberOf')
        .whereIn('target_ref', chunk)
        .select('target_ref as group', 'source_ref as user')
        .unionAll(u =>
          u
            .from('catalog_relations')
            .where('type', 'hasMember')
            .whereIn('source_ref', chunk)
            .select('source_ref', 'target_ref'),
        );
      for (const row of rows) put(row.group, row.user);
    }
    return new Map(
      wanted.map(group => [group, [...(members.get(group) ?? [])].sort()]),
    );
  }

  /** The users among references, and those of the groups among them; each once. */
  async expand(
    refs: Iterable<string>,
    executor: Knex = this.knex,
  ): Promise<string[]> {
    const all = [...new Set(refs)];
    const groups = all.filter(ref => kindOf(ref) === 'group');
    const members = await this.of(groups, executor);
    const users = all.filter(ref => kindOf(ref) === 'user');
    return [...new Set([...users, ...[...members.values()].flat()])].sort();
  }
}
