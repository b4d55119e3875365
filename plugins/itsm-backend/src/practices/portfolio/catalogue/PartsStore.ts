import { kindOf, SERVICE_KINDS } from '@callboard/plugin-itsm-common';
import { rowsAmong } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

const isService = (ref: string) =>
  SERVICE_KINDS.some(kind => kind === kindOf(ref));

/** What many services are made of, as the kernel's copy of the catalog has it. */
export class PartsStore {
  constructor(private readonly knex: Knex) {}

  /** Their parts. One statement. */
  async of(refs: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await rowsAmong(
      this.knex,
      'catalog_relations',
      'source_ref',
      refs,
      ['source_ref', 'type', 'target_ref'],
    );
    return grouped(
      rows
        .filter(row => row.type === 'hasPart' && isService(row.target_ref))
        .map(row => [row.source_ref, row.target_ref]),
    );
  }

  /** What some things are part of, as relations and as systems say it. Two statements. */
  async wholesOf(refs: readonly string[]): Promise<string[]> {
    const [relations, entities] = await Promise.all([
      rowsAmong(this.knex, 'catalog_relations', 'target_ref', refs, [
        'target_ref',
        'type',
        'source_ref',
      ]),
      rowsAmong(this.knex, 'catalog_entities', 'ref', refs, [
        'ref',
        'system_ref',
      ]),
    ]);
    return [
      ...relations.flatMap(({ type, source_ref: ref }) =>
        type === 'hasPart' ? ref : [],
      ),
      ...entities.flatMap(({ system_ref: ref }) => ref ?? []),
    ];
  }

  /** What says that one of them is its system: records filed against it are the system's. One statement. */
  async filedUnder(
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, string[]>> {
    const rows = await rowsAmong(
      this.knex,
      'catalog_entities',
      'system_ref',
      refs,
      ['system_ref', 'ref'],
    );
    return grouped(rows.map(row => [row.system_ref, row.ref]));
  }
}

function grouped(
  pairs: readonly (readonly [string, string])[],
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of pairs)
    found.set(key, [...(found.get(key) ?? []), value]);
  return found;
}
