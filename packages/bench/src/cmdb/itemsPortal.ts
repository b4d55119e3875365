import type { Knex } from 'knex';
import { runPortal, type RunningPortal } from '../backend/runPortal';
import { drained, followerLag } from '../seed/drained';
import { startSeededCluster, type SeededCluster } from '../seed/seededCluster';
import { startStubCatalog } from './startStubCatalog';

/** A portal with a catalog of configuration items. */
export interface ItemsPortal {
  cluster: SeededCluster;
  portal: RunningPortal;
  knex: Knex;
  authorizations: readonly string[];
  lag(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts a portal on the seed of that many items, and waits until it has read its catalog, which
 * stands in for a real one, and followed the journal.
 *
 * @param options - `copy` names a copy of the seed, to be written to
 */
export async function startItemsPortal(
  items: number,
  options: { copy?: string } = {},
): Promise<ItemsPortal> {
  const cluster = await startSeededCluster();
  const stops: (() => Promise<void>)[] = [() => cluster.stop()];
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const seeded = await cluster.seededItems(items);
    const prefix = options.copy
      ? await cluster.copyOf(seeded, options.copy)
      : seeded;
    const stub = await startStubCatalog(items);
    stops.push(() => stub.stop());
    const portal = await runPortal({
      databasePort: cluster.port,
      prefix,
      catalogUrl: stub.url,
    });
    stops.push(() => portal.stop());
    const knex = await cluster.plugin(prefix);
    await drained(knex);
    return {
      cluster,
      portal,
      knex,
      authorizations: await portal.authorizations(),
      lag: () => followerLag(knex),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
