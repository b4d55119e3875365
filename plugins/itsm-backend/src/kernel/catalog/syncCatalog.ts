import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock } from '@callboard/plugin-itsm-node';
import type { CatalogStore } from './CatalogStore';
import { copyEntity } from './copyEntity';

/** Enough to see whether an entity changed; what changed is then read whole. */
const TELLTALES = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.etag',
];
const FULL = ['apiVersion', 'kind', 'metadata', 'spec', 'relations'];
/** How many entities are read whole with one request; some are megabytes of API definition. */
const WHOLE_AT_ONCE = 100;

/** What a read of the catalog changed in the copy. */
export interface SyncResult {
  seen: number;
  written: number;
  removed: number;
}

/**
 * The same pages, the next one asked for while one is looked at: a catalog takes as long to find a
 * page as this takes to compare one.
 */
async function* aPageAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const source = pages[Symbol.asyncIterator]();
  const ask = () => {
    const next = source.next();
    // It is waited for later; until then a failure is nobody's.
    next.catch(() => {});
    return next;
  };
  let next = ask();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = ask();
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await source.return?.();
  }
}

/**
 * Reads the whole catalog and brings the copy in line: changed entities (by etag) are written,
 * those that are gone are marked. See `CatalogWriter` for what that promises.
 *
 * The catalog sends no events of change in 1.55, so it is read. What changes is little: of every
 * entity the etag is asked for, and the rest only of those whose etag is new. Entities are only
 * taken for gone by readings that came to their end and found something: an error, half a page or
 * a catalog that is still starting must not empty the copy.
 *
 * @throws whatever the catalog throws; what was read until then is kept. ConflictError if another
 *   backend began to read meanwhile
 */
export async function syncCatalog(deps: {
  catalog: CatalogService;
  credentials: BackstageCredentials;
  store: CatalogStore;
  annotations: readonly string[];
  clock: Clock;
  logger: LoggerService;
}): Promise<SyncResult> {
  const { catalog, credentials, store, annotations, clock, logger } = deps;
  const read = await store.writer.begin(clock.now());
  const known = await store.known();
  const seen = new Set<string>();
  let written = 0;

  const readSome = async (refs: readonly string[]) => {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...refs], fields: FULL },
      { credentials },
    );
    // What was there a moment ago and is not any more is left to the next reading.
    const found = items.filter(entity => entity !== undefined);
    await store.writer.put(
      found.map(entity => copyEntity(entity, annotations)),
      clock.now(),
      read,
    );
    written += found.length;
  };
  const readWhole = async (all: readonly string[]) => {
    for (let i = 0; i < all.length; i += WHOLE_AT_ONCE)
      await readSome(all.slice(i, i + WHOLE_AT_ONCE));
  };

  const pages = catalog.streamEntities({ fields: TELLTALES }, { credentials });
  for await (const page of aPageAhead(pages)) {
    const changed: string[] = [];
    for (const entity of page) {
      const ref = stringifyEntityRef(entity);
      seen.add(ref);
      const { etag } = entity.metadata;
      const before = known.get(ref);
      if (!etag || !before || before.missed || before.etag !== etag)
        changed.push(ref);
    }
    await readWhole(changed);
  }

  const without =
    seen.size === 0 ? [] : [...known.keys()].filter(ref => !seen.has(ref));
  const gone = await store.writer.missing(without, read);
  if (seen.size > 0) {
    const fresh = [...seen].filter(ref => !known.has(ref)).length;
    await store.writer.finish(read, fresh);
  }
  if (written > 0 || without.length > 0) {
    logger.debug(
      `Catalog copy: ${seen.size} seen, ${written} written, ${without.length} missing, ${gone.length} gone`,
    );
  }
  return { seen: seen.size, written, removed: gone.length };
}
