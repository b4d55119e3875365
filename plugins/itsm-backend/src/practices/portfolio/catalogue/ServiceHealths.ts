import { worstHealth, type ServiceHealth } from '@callboard/plugin-itsm-common';
import {
  namesNow,
  namesOfEntities,
  oncePer,
  type AskedService,
  type Caller,
  type HealthByService,
  type ItsmKernel,
  type KnownHealth,
  type ServiceView,
  type ToldHealth,
} from '@callboard/plugin-itsm-node';
import { PartsStore } from './PartsStore';

type Kernel = Pick<
  ItsmKernel,
  'catalogAccess' | 'clock' | 'database' | 'logger' | 'serviceViews'
>;

/** How all services do that the caller may see, for lists that are narrowed by it. */
export interface HealthOfAll {
  /** Of those that may not do well, and maybe of others: what {@link ServiceHealths.of} says. */
  told: ReadonlyMap<string, ToldHealth>;
  /** What all others do; absent if nothing is known of them. */
  others?: 'healthy';
}

/** Services that do in some words: those alone, or all but some. */
export type OfHealth = { only: readonly string[] } | { but: readonly string[] };

/** Which services do in one of some words; what nobody knows anything of is `unknown`. */
export function servicesThatAre(
  words: readonly ServiceHealth[],
  { told, others }: HealthOfAll,
): OfHealth {
  const isAsked = (health: ServiceHealth) => words.includes(health);
  const refs = [...told.keys()];
  const isOfThem = (ref: string) => isAsked(told.get(ref)!.health);
  return isAsked(others ?? 'unknown')
    ? { but: refs.filter(ref => !isOfThem(ref)) }
    : { only: refs.filter(isOfThem) };
}

const NOTHING: KnownHealth = { unwell: [], well: [] };

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

  /**
   * How all services do, with the words of {@link of}: practices say of which they know something, which is
   * few, and those alone are looked at.
   *
   * @param caller - see {@link of}
   */
  async ofAll(caller: Caller): Promise<HealthOfAll> {
    const { catalogAccess, clock, database, serviceViews } = this.kernel;
    const input = { caller, now: clock.now() };
    const known = await Promise.all(
      serviceViews.views().map(view => this.#known(view, input)),
    );
    const others = known.some(({ well }) => well === 'all')
      ? 'healthy'
      : undefined;
    const named = known.flatMap(({ unwell, well }) =>
      // That these do well needs no look if it is said of all.
      others || well === 'all' ? unwell : [...unwell, ...well],
    );
    const names = await namesNow(database, [...new Set(named)]);
    const refs = [...new Set([...names.keys(), ...names.values()])];
    const wholes = await this.#parts.wholesOf(refs);
    const visible = await catalogAccess.readable(caller, [
      ...new Set([...names.values(), ...wholes]),
    ]);
    return { told: await this.of(caller, [...visible]), others };
  }

  async #known(
    view: ServiceView,
    input: Parameters<NonNullable<ServiceView['known']>>[0],
  ): Promise<KnownHealth> {
    try {
      return (await view.known?.(input)) ?? NOTHING;
    } catch (error) {
      this.#lacks(view, error);
      return NOTHING;
    }
  }

  #lacks({ id }: ServiceView, error: unknown): void {
    this.kernel.logger.warn(
      `${id} does not tell how services do, so lists are without: ${error}`,
    );
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
      this.#lacks(view, error);
      return undefined;
    }
  }
}

/** The same for all parts of the practice. */
export const serviceHealths = oncePer(kernel => new ServiceHealths(kernel));
