import { heldBytes } from '../cmdb/heldBytes';
import { plainCatalog, startStubCatalog } from '../cmdb/startStubCatalog';
import type { Figure } from '../Figure';
import { startSeededCluster } from '../seed/seededCluster';
import { CatalogStore, syncCatalog } from '../cmdb/parts';

const ITEMS = 100_000;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Reading a catalog of which nothing changed: entities a second, over those of a client that reads
 * the same pages and does nothing with them. The catalog is a process of its own that reads, picks
 * and writes entities as the real one does, but need not look for them. `--pages=ready` has the pages
 * ready: a floor that no catalog has.
 */
export const cmdbSync: Figure = {
  name: 'cmdb.sync.nochange',
  description:
    'entities a second of a reading of the catalog that finds nothing changed over reading the same pages and doing nothing',
  aim: 0.7,
  unit: 'entities/s',
  async prepare(_, options) {
    const items = Number(options.entities ?? ITEMS);
    const cluster = await startSeededCluster();
    const stub = await startStubCatalog(
      items,
      options.pages === 'ready' ? 'ready' : 'made',
    );
    const close = async () => {
      await stub.stop();
      await cluster.stop();
    };
    try {
      const knex = await cluster.plugin(await cluster.seededItems(items));
      const catalog = plainCatalog(stub.url);
      const store = new CatalogStore(knex);
      const sync = async (from = catalog) => {
        const read = await syncCatalog({
          catalog: from as any,
          credentials: {} as any,
          store,
          annotations: [],
          clock: { now: Date.now },
          logger: { ...silent, child: () => silent } as any,
        });
        if (read.written + read.removed > 0)
          throw new Error(`Something changed: ${JSON.stringify(read)}`);
        return read.seen;
      };
      const readOnly = async () => {
        let seen = 0;
        const fields = [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.etag',
        ];
        for await (const page of catalog.streamEntities({ fields }))
          seen += page.length;
        return seen;
      };
      const rate = async (work: () => Promise<number>) => {
        const started = performance.now();
        const seen = await work();
        return (seen * 1000) / (performance.now() - started);
      };
      return {
        sample: async () => ({
          ours: await rate(() => sync()),
          floor: await rate(readOnly),
        }),
        async notes() {
          const before = heldBytes();
          let atEnd = before;
          const seen = await sync({
            ...catalog,
            async *streamEntities(request) {
              yield* catalog.streamEntities(request);
              atEnd = heldBytes();
            },
          });
          return {
            entities: seen,
            // Of what is kept while it reads; it is let go when it ends.
            bytesPerEntity: Math.round((atEnd - before) / seen),
          };
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
