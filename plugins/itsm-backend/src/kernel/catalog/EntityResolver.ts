import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Caller, Clock } from '@callboard/plugin-itsm-node';
import type { CatalogStore } from './CatalogStore';
import { copyEntity } from './copyEntity';

const KEPT_MS = 5_000;
const MOST_KEPT = 10_000;

/**
 * Decides whether a reference in a command may be used: the entity must exist, and the caller
 * must be able to see it in the catalog. Of callers who may see all of it, the copy knows both,
 * as of its last reading. For others, and for what the copy has not, one catalog call as the
 * caller answers both, and brings entities into the copy that it has not seen yet; the answer is
 * kept for 5 s per caller.
 *
 * When the catalog cannot be reached, the copy decides: in an outage incidents must be filed.
 */
export class EntityResolver {
  readonly #seen = new Map<string, { until: number; ref: string }>();

  constructor(
    private readonly deps: {
      catalog: CatalogService;
      auth: AuthService;
      store: CatalogStore;
      annotations: readonly string[];
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  /** See `ItsmKernel.requireEntity`. */
  async require(caller: Caller, ref: string, field: string): Promise<string> {
    const key = `${caller.ref} ${ref}`;
    const now = this.deps.clock.now();
    const kept = this.#seen.get(key);
    if (kept && kept.until > now) return kept.ref;
    const found = await this.#resolve(caller, ref, field);
    if (this.#seen.size >= MOST_KEPT) this.#seen.clear();
    this.#seen.set(key, { until: now + KEPT_MS, ref: found });
    return found;
  }

  async #resolve(caller: Caller, ref: string, field: string): Promise<string> {
    const { catalog, auth, store, annotations, clock, logger } = this.deps;
    const copy = await store.find(ref);
    if (caller.readsWholeCatalog && copy && copy.removedAt === undefined)
      return copy.ref;
    const current = copy?.ref ?? ref;
    const credentials =
      caller.credentials ?? (await auth.getOwnServiceCredentials());
    let entity;
    try {
      entity = await catalog.getEntityByRef(current, { credentials });
    } catch (error) {
      if (copy && copy.removedAt === undefined) {
        logger.warn(
          `The catalog did not answer for ${current}; its copy is used: ${error}`,
        );
        return current;
      }
      throw new ServiceUnavailableError(
        `${field}: the catalog does not answer, and ${ref} is not known here yet; try again later`,
      );
    }
    if (!entity) {
      throw new InputError(
        `${field}: there is no ${ref} in the catalog, or you may not see it; pick one that is listed`,
      );
    }
    const copied = copyEntity(entity, annotations);
    if (!copy) await store.put([copied], clock.now());
    return copied.ref;
  }
}
