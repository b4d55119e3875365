import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { entities as organisation } from '../backend/catalogModule';
import { entityOf } from '../cmdb/entityOf';
import { ago, Landscape, READINGS } from '../cmdb/landscape';
import { CatalogStore, syncCatalog } from '../cmdb/parts';

const PAGE = 500;

/** Answers as the catalog did at a reading of a landscape. */
function catalogAt(landscape: Landscape): any {
  const people = new Map<string, Entity>();
  for (const entity of organisation()) {
    const { kind, metadata } = entity;
    const ref = `${kind.toLocaleLowerCase('en-US')}:default/${metadata.name}`;
    people.set(ref, {
      ...entity,
      metadata: { ...metadata, etag: 'the-same' },
    });
  }
  return {
    async *streamEntities() {
      yield [...people.values()];
      for (let from = 0; from < landscape.size; from += PAGE) {
        yield Array.from(
          { length: Math.min(PAGE, landscape.size - from) },
          (_, n) => ({
            kind: landscape.kindOf(from + n),
            metadata: {
              namespace: 'default',
              name: landscape.nameOf(from + n),
              etag: landscape.etagOf(from + n),
            },
          }),
        );
      }
    },
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(
        ref =>
          people.get(ref) ??
          entityOf(landscape, Number(/-(\d+)$/.exec(ref)![1])),
      ),
    }),
  };
}

/**
 * Fills a migrated, empty database with the copy of a landscape and its journal, by reading the
 * catalog as it was on each of some days of the last two months. The history is left to the
 * follower that makes it.
 *
 * @param say - told how far it is
 */
export async function seedItems(
  knex: Knex,
  items: number,
  say: (text: string) => void,
): Promise<void> {
  for (const table of [
    'catalog_relations',
    'catalog_aliases',
    'catalog_names',
    'catalog_entities',
    'catalog_reads',
    'ci_relations',
    'ci_versions',
  ])
    await knex(table).delete();
  const now = Date.now();
  const store = new CatalogStore(knex);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  for (const [reading, days] of READINGS.entries()) {
    const { seen, written } = await syncCatalog({
      catalog: catalogAt(new Landscape(items, reading)),
      credentials: {} as any,
      store,
      annotations: [],
      clock: { now: () => now - ago(days) },
      logger: { ...silent, child: () => silent } as any,
    });
    say(
      `${days} days ago: ${seen} entities, ${written} of them new or changed`,
    );
  }
}
