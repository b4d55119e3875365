import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock } from '@callboard/plugin-itsm-node';
import type { CatalogStore } from './CatalogStore';
import { copyEntity, FORMERLY_ANNOTATION } from './copyEntity';

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

/** How many pages are asked for before they are looked at. */
const PAGES_AHEAD = 8;

/**
 * The same pages, some asked for while one is looked at: a catalog takes longer to find a page than
 * this takes to compare one.
 */
async function* askedAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const source = pages[Symbol.asyncIterator]();
  const asked: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const next = source.next();
    // It is waited for later; until then a failure is nobody's.
    next.catch(() => {});
    asked.push(next);
  };
  try {
    while (asked.length < PAGES_AHEAD) ask();
    for (;;) {
      const { done, value } = await asked.shift()!;
      if (done) return;
      ask();
      yield value;
    }
  } finally {
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
  // While it is found, the first pages come.
  const knowing = store.known();
  knowing.catch(() => {});
  const fresh = new Set<string>();
  let met = 0;
  let written = 0;

  const readSome = async (refs: readonly string[]) => {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...refs], fields: FULL },
      { credentials },
    );
    // What was there a moment ago and is not any more is left to the next reading.
    const found = items.filter(entity => entity !== undefined);
    const refused = await store.writer.put(
      found.map(entity => copyEntity(entity, annotations)),
      clock.now(),
      read,
    );
    const known = await knowing;
    for (const { ref, name, by } of refused) {
      const before = known.get(ref);
      // Those that are read again for it were told of.
      if (!before || before.etag !== undefined)
        logger.warn(
          `${ref} says that it was ${name} before, which is a former name of ${by} and stays so; take ${name} out of the annotation ${FORMERLY_ANNOTATION} of one of them`,
        );
    }
    written += found.length;
  };
  const readWhole = async (all: readonly string[]) => {
    for (let i = 0; i < all.length; i += WHOLE_AT_ONCE)
      await readSome(all.slice(i, i + WHOLE_AT_ONCE));
  };

  const pages = catalog.streamEntities({ fields: TELLTALES }, { credentials });
  for await (const page of askedAhead(pages)) {
    const known = await knowing;
    const changed: string[] = [];
    for (const entity of page) {
      const ref = stringifyEntityRef(entity);
      const { etag } = entity.metadata;
      const before = known.get(ref);
      if (!before) fresh.add(ref);
      else if (!before.met) {
        before.met = true;
        met += 1;
      }
      if (!etag || !before || before.missed || before.etag !== etag)
        changed.push(ref);
    }
    await readWhole(changed);
  }

  const known = await knowing;
  const seen = met + fresh.size;
  const without: string[] = [];
  if (seen > 0 && met < known.size) {
    for (const [ref, entity] of known) if (!entity.met) without.push(ref);
  }
  const gone = await store.writer.missing(without, read);
  if (seen > 0) await store.writer.finish(read, fresh.size);
  if (written > 0 || without.length > 0) {
    logger.debug(
      `Catalog copy: ${seen} seen, ${written} written, ${without.length} missing, ${gone.length} gone`,
    );
  }
  return { seen, written, removed: gone.length };
}
