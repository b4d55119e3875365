import {
  chunksOf,
  namesNow,
  namesOfEntities,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** Something that depends on something else. */
export interface Dependency {
  from: string;
  on: string;
}

/** The SQL by which shared costs are split: what depends on what, and how many records there were. */
export class BearerStore {
  constructor(private readonly knex: Knex) {}

  /** What things are called now. */
  called(refs: readonly string[]): Promise<Map<string, string>> {
    return namesNow(this.knex, [...new Set(refs)]);
  }

  /** What depends on any of the things directly. */
  async dependants(refs: readonly string[]): Promise<Dependency[]> {
    const found: Dependency[] = [];
    for (const some of chunksOf(refs)) {
      const rows = await this.knex({ r: 'catalog_relations' })
        .join({ e: 'catalog_entities' }, 'e.ref', 'r.source_ref')
        .where('r.type', 'dependsOn')
        .whereIn('r.target_ref', some)
        .whereNull('e.removed_at')
        .whereNotIn('e.kind', ['user', 'group'])
        .select({ from: 'r.source_ref', on: 'r.target_ref' });
      found.push(...(rows as Dependency[]));
    }
    return found;
  }

  /** Things that are part of systems, by system. */
  async partsOf(systems: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const some of chunksOf(systems)) {
      const rows = await this.knex('catalog_entities')
        .whereIn('system_ref', some)
        .whereNull('removed_at')
        .select('ref', 'system_ref')
        .orderBy('ref');
      for (const { ref, system_ref: system } of rows)
        found.set(system, [...(found.get(system) ?? []), ref]);
    }
    return found;
  }

  /** The systems that things are part of. */
  async systems(refs: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const some of chunksOf(refs)) {
      const rows = await this.knex('catalog_entities')
        .whereIn('ref', some)
        .whereNotNull('system_ref')
        .select('ref', 'system_ref');
      for (const row of rows) found.set(row.ref, row.system_ref);
    }
    return found;
  }

  /** How many records of some types were filed of services in a time; restricted ones do not count. */
  async records(
    types: readonly string[],
    refs: readonly string[],
    { from, to }: { from: number; to: number },
  ): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const names = await namesOfEntities(this.knex, refs);
    for (const some of chunksOf([...names.keys()])) {
      const rows = await this.knex('records')
        .whereIn('type', types)
        .whereIn('service_ref', some)
        .where('visibility', 'internal')
        .where('created_at', '>=', from)
        .where('created_at', '<', to)
        .groupBy('service_ref')
        .select('service_ref')
        .count({ n: '*' });
      for (const row of rows as any[]) {
        const ref = names.get(row.service_ref)!;
        found.set(ref, (found.get(ref) ?? 0) + Number(row.n));
      }
    }
    return found;
  }
}
