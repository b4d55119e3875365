import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock } from '@callboard/plugin-itsm-node';
import type { CatalogStore } from './CatalogStore';
import { copyEntity, type CopiedEntity } from './copyEntity';

const FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.uid',
  'metadata.etag',
  'metadata.annotations',
  'spec.type',
  'spec.lifecycle',
  'spec.profile.displayName',
  'relations',
];

/** What a read of the catalog changed in the copy. */
export interface SyncResult {
  seen: number;
  written: number;
  removed: number;
}

/**
 * Reads the whole catalog and brings the copy in line: changed entities (by etag) are written,
 * those that are gone are marked.
 *
 * The catalog sends no events of change in 1.55, so it is read. Entities are only marked as gone
 * after a read that came to its end and found something: an error, half a page or a catalog that
 * is still starting must not empty the copy.
 *
 * @throws whatever the catalog throws; what was read until then is kept
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
  const known = await store.etags();
  const seen = new Set<string>();
  let written = 0;
  for await (const page of catalog.streamEntities(
    { fields: FIELDS },
    { credentials },
  )) {
    const changed: CopiedEntity[] = [];
    for (const entity of page) {
      const copied = copyEntity(entity, annotations);
      seen.add(copied.ref);
      if (!copied.etag || known.get(copied.ref) !== copied.etag)
        changed.push(copied);
    }
    await store.put(changed, clock.now());
    written += changed.length;
  }
  const gone =
    seen.size === 0 ? [] : [...known.keys()].filter(ref => !seen.has(ref));
  await store.remove(gone, clock.now());
  if (written > 0 || gone.length > 0) {
    logger.debug(
      `Catalog copy: ${seen.size} seen, ${written} written, ${gone.length} gone`,
    );
  }
  return { seen: seen.size, written, removed: gone.length };
}
