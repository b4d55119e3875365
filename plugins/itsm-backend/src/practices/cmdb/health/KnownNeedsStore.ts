import type { Knex } from 'knex';
import { rowsAmong } from '../classes/BulkStore';

/** Relations by which something says what it needs. */
const NEEDS = ['dependsOn', 'consumesApi'];

/** What is known of what services need, and whether their owners confirmed what is known. */
export interface KnownNeeds {
  /** How many things it or a part of it needs. */
  needs: number;
  confirmedAt?: number;
  /** When it is to be confirmed; absent if nobody is asked to. */
  confirmDueAt?: number;
}

/** Reads what the catalog says that services need. */
export class KnownNeedsStore {
  constructor(private readonly knex: Knex) {}

  /** By reference; three statements for each 400. */
  async of(refs: readonly string[]): Promise<Map<string, KnownNeeds>> {
    const parts = (
      await rowsAmong(this.knex, 'catalog_entities', 'system_ref', refs, [
        'ref',
        'system_ref',
        'removed_at',
      ])
    ).filter(row => row.removed_at === null);
    const systemOf = new Map(parts.map(row => [row.ref, row.system_ref]));
    const relations = await rowsAmong(
      this.knex,
      'catalog_relations',
      'source_ref',
      [...refs, ...systemOf.keys()],
      ['source_ref', 'type', 'target_ref'],
    );
    const health = await rowsAmong(this.knex, 'ci_health', 'ref', refs, [
      'ref',
      'confirmed_at',
      'confirm_due_at',
    ]);
    const found = new Map<string, KnownNeeds>(
      refs.map(ref => [ref, { needs: 0 }]),
    );
    for (const { source_ref: source, type } of relations) {
      if (!NEEDS.includes(type)) continue;
      for (const ref of [source, systemOf.get(source)]) {
        const known = found.get(ref);
        if (known) known.needs += 1;
      }
    }
    const instant = (value: unknown) =>
      value === null ? undefined : Number(value);
    for (const row of health)
      Object.assign(found.get(row.ref)!, {
        confirmedAt: instant(row.confirmed_at),
        confirmDueAt: instant(row.confirm_due_at),
      });
    return found;
  }
}
