import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CatalogReader,
  Clock,
} from '@callboard/plugin-itsm-node';

const AT_ONCE = 200;
const KEPT_MS = 5_000;
const MOST_KEPT = 50_000;

/**
 * See {@link CatalogAccess}. What the catalog says of a reference is kept for 5 s per caller. What was renamed
 * is asked for by its new name: the catalog knows no other.
 */
export class AskedCatalogAccess implements CatalogAccess {
  readonly #kept = new Map<string, { until: number; readable: boolean }>();

  constructor(
    private readonly deps: {
      authorizer: Authorizer;
      catalog: CatalogService;
      clock: Clock;
      /** What references are called now. */
      called: CatalogReader['called'];
    },
  ) {}

  async readable(
    caller: Caller,
    refs: readonly string[],
  ): Promise<Set<string>> {
    const { authorizer, clock } = this.deps;
    if (refs.length === 0 || (await authorizer.readsWholeCatalog(caller)))
      return new Set(refs);
    // Of somebody who is not asking nobody can ask which entities they may see.
    if (!caller.credentials) return new Set();
    const now = clock.now();
    const readable = new Set<string>();
    const unknown: string[] = [];
    for (const ref of new Set(refs)) {
      const kept = this.#kept.get(`${caller.ref} ${ref}`);
      if (!kept || kept.until <= now) unknown.push(ref);
      else if (kept.readable) readable.add(ref);
    }
    const names =
      unknown.length > 0
        ? await this.deps.called(unknown)
        : new Map<string, string>();
    for (let i = 0; i < unknown.length; i += AT_ONCE) {
      const some = unknown.slice(i, i + AT_ONCE);
      const { items } = await this.deps.catalog.getEntitiesByRefs(
        {
          entityRefs: some.map(ref => names.get(ref) ?? ref),
          fields: ['kind', 'metadata.name'],
        },
        { credentials: caller.credentials! },
      );
      some.forEach((ref, n) => {
        const there = items[n] !== undefined;
        if (there) readable.add(ref);
        if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
        this.#kept.set(`${caller.ref} ${ref}`, {
          until: now + KEPT_MS,
          readable: there,
        });
      });
    }
    return readable;
  }
}
