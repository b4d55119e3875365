import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { erasedIdOf, type RefInfo } from '@callboard/plugin-itsm-common';
import type {
  CatalogEntity,
  CatalogReader,
  Clock,
} from '@callboard/plugin-itsm-node';
import type { CatalogStore } from './CatalogStore';
import { copyEntity } from './copyEntity';

/** How long a reference that the catalog did not have is not asked for again. */
const ASK_AGAIN_MS = 60_000;
const MOST_ASKED = 50_000;
const MOST_AT_ONCE = 200;

/**
 * The copy of the catalog as pages see it: what it has not seen yet is fetched when it is first
 * named, in one call for all, so that people and services of a portal that has just started are
 * not shown as unknown until the next scheduled read.
 *
 * References that the catalog does not have either are asked for once a minute at most. When the
 * catalog does not answer, they stay as they are named.
 */
export class CatalogCopy implements CatalogReader {
  readonly #asked = new Map<string, number>();

  constructor(
    private readonly deps: {
      store: CatalogStore;
      catalog: CatalogService;
      auth: AuthService;
      annotations: readonly string[];
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  find(ref: string): Promise<CatalogEntity | undefined> {
    return this.deps.store.find(ref);
  }

  called(refs: readonly string[]): Promise<Map<string, string>> {
    return this.deps.store.called(refs);
  }

  gone(refs: readonly string[]): Promise<Set<string>> {
    return this.deps.store.gone(refs);
  }

  /** What the copy has not seen yet may be there all the same, so the catalog is asked, now. */
  async missing(refs: readonly string[]): Promise<Set<string>> {
    const missing = await this.deps.store.missing(refs);
    return missing.size > 0 && (await this.#fetch([...missing]))
      ? this.deps.store.missing([...missing])
      : missing;
  }

  async describe(
    refs: Iterable<string | undefined>,
  ): Promise<Record<string, RefInfo>> {
    const wanted = [...refs];
    const described = await this.deps.store.describe(wanted);
    const unknown = Object.keys(described).filter(
      ref => described[ref].dangling && this.#mayAsk(ref),
    );
    if (unknown.length === 0 || !(await this.#fetch(unknown))) return described;
    return this.deps.store.describe(wanted);
  }

  #mayAsk(ref: string): boolean {
    if (erasedIdOf(ref) !== undefined) return false;
    const until = this.#asked.get(ref);
    return until === undefined || until <= this.deps.clock.now();
  }

  /** @returns whether anything came */
  async #fetch(refs: readonly string[]): Promise<boolean> {
    const { store, catalog, auth, annotations, clock, logger } = this.deps;
    const entityRefs = refs.slice(0, MOST_AT_ONCE);
    if (this.#asked.size >= MOST_ASKED) this.#asked.clear();
    const until = clock.now() + ASK_AGAIN_MS;
    for (const ref of entityRefs) this.#asked.set(ref, until);
    try {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      const found = items.filter(item => item !== undefined);
      await store.put(
        found.map(entity => copyEntity(entity, annotations)),
        clock.now(),
      );
      return found.length > 0;
    } catch (error) {
      logger.warn(
        `The catalog did not say what ${entityRefs.length} references are: ${error}`,
      );
      return false;
    }
  }
}
