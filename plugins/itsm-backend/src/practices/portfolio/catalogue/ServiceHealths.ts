import { worstHealth } from '@callboard/plugin-itsm-common';
import {
  namesOfEntities,
  oncePer,
  type AskedService,
  type Caller,
  type HealthByService,
  type ItsmKernel,
  type ServiceView,
  type ToldHealth,
} from '@callboard/plugin-itsm-node';
import { PartsStore } from './PartsStore';

type Kernel = Pick<
  ItsmKernel,
  'catalogAccess' | 'clock' | 'database' | 'logger' | 'serviceViews'
>;

/**
 * How services do, for lists of them: the same word as on the page of each, told by all practices at once,
 * with a number of statements that does not depend on how many services there are.
 */
export class ServiceHealths {
  readonly #parts: PartsStore;

  constructor(private readonly kernel: Kernel) {
    this.#parts = new PartsStore(kernel.database);
  }

  /**
   * What is known of the services, in words that name no record; of what nobody tells, nothing.
   *
   * @param caller - with the scopes that pages of services ask for, see {@link ServiceView.permissions}
   * @param refs - services as the catalog calls them now, which the caller may see
   */
  async of(
    caller: Caller,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, ToldHealth>> {
    const found = new Map<string, ToldHealth>();
    if (refs.length === 0) return found;
    const services = await this.#asked(caller, [...new Set(refs)]);
    const input = { caller, services, now: this.kernel.clock.now() };
    const told = await Promise.all(
      this.kernel.serviceViews.views().map(view => this.#ask(view, input)),
    );
    for (const { ref } of services) {
      const reasons = told.flatMap(one => one?.get(ref) ?? []);
      const worst = worstHealth(reasons);
      const reason = reasons.find(({ health }) => health === worst);
      if (reason && worst !== 'unknown') found.set(ref, reason);
    }
    return found;
  }

  async #asked(
    caller: Caller,
    refs: readonly string[],
  ): Promise<AskedService[]> {
    const { database, catalogAccess } = this.kernel;
    const [parts, filed, names] = await Promise.all([
      this.#parts.of(refs),
      this.#parts.filedUnder(refs),
      namesOfEntities(database, refs),
    ]);
    const readable = await catalogAccess.readable(caller, [
      ...new Set([...parts.values()].flat()),
    ]);
    const former = new Map<string, string[]>();
    for (const [name, ref] of names)
      former.set(ref, [...(former.get(ref) ?? []), name]);
    return refs.map(ref => ({
      ref,
      refs: [ref, ...(parts.get(ref) ?? []).filter(one => readable.has(one))],
      names: [ref, ...(filed.get(ref) ?? []), ...(former.get(ref) ?? [])],
    }));
  }

  async #ask(
    view: ServiceView,
    input: Parameters<NonNullable<ServiceView['healthOf']>>[0],
  ): Promise<HealthByService | undefined> {
    try {
      return await view.healthOf?.(input);
    } catch (error) {
      this.kernel.logger.warn(
        `${view.id} does not tell how services do, so lists are without: ${error}`,
      );
      return undefined;
    }
  }
}

/** The same for all parts of the practice. */
export const serviceHealths = oncePer(kernel => new ServiceHealths(kernel));
