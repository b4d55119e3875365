import { InputError } from '@backstage/errors';
import {
  readWeights,
  weightsOf,
  writeWeights,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordValues,
} from '@callboard/plugin-itsm-node';
import type { ContractCostStore } from './ContractCostStore';

const AFFECTS = 'affects';
const links = (refs: readonly string[]) =>
  refs.map(target => ({ kind: AFFECTS, target } as const));

type Weights = Readonly<Record<string, number>>;

/** The services that a contract is for beside its first, links of the record, and what they weigh. */
export class ServedByContract {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'catalogAccess' | 'requireEntity'
    >,
    private readonly store: Pick<ContractCostStore, 'services'>,
  ) {}

  /** All of them, whoever asks. */
  of(id: string): Promise<string[]> {
    return this.store.services(id);
  }

  /** What somebody may see of them. */
  async shown(
    caller: Caller,
    id: string,
    weights: unknown,
  ): Promise<{
    services: string[];
    hiddenServices: number;
    costWeights?: Record<string, number>;
    refs: Record<string, RefInfo>;
  }> {
    const { catalog, catalogAccess } = this.kernel;
    const all = await this.of(id);
    const said = readWeights(weights);
    const named = [...all, ...Object.keys(said)];
    const seen = await catalogAccess.readable(caller, [...new Set(named)]);
    const services = all.filter(ref => seen.has(ref));
    const weighed = Object.entries(said).filter(([ref]) => seen.has(ref));
    return {
      services,
      hiddenServices: all.length - services.length,
      ...(weighed.length > 0 && { costWeights: Object.fromEntries(weighed) }),
      refs: await catalog.describe(services),
    };
  }

  /**
   * What becomes of them. Those that somebody may not see stay, with what they weigh.
   *
   * @throws InputError for a service that is not there for them, or a weight of none of them
   */
  async change(
    caller: Caller,
    now: { first?: string; more: readonly string[]; weights: Weights },
    said: { services?: readonly string[]; costWeights?: Weights | null },
  ) {
    const { services, costWeights } = said;
    if (services === undefined && costWeights === undefined)
      return { set: {} as RecordValues };
    const known = [...now.more, ...Object.keys(now.weights)];
    const seen = await this.kernel.catalogAccess.readable(caller, [
      ...new Set(known),
    ]);
    const wanted = services && (await this.#require(caller, services));
    const kept = now.more.filter(ref => !seen.has(ref));
    const more = wanted ? [...new Set([...kept, ...wanted])] : now.more;
    const all = now.first ? [now.first, ...more] : more;
    const weights: Record<string, number> = { ...(costWeights ?? {}) };
    for (const [ref, weight] of Object.entries(now.weights))
      if (costWeights === undefined || !seen.has(ref)) weights[ref] ??= weight;
    const stranger = Object.keys(costWeights ?? {}).find(
      ref => !all.includes(ref),
    );
    if (stranger !== undefined)
      throw new InputError(
        `costWeights: ${stranger} is none of the services that the contract is for; add it to services first`,
      );
    const weighed = [...weightsOf(all, weights).values()];
    if (weighed.length > 0 && weighed.every(weight => weight === 0))
      throw new InputError(
        'costWeights: at least one of its services must weigh more than 0',
      );
    const left = Object.fromEntries(
      Object.entries(weights).filter(([ref]) => all.includes(ref)),
    );
    return {
      set: { costWeights: writeWeights(left) } as RecordValues,
      entityLinks: links(more.filter(ref => !now.more.includes(ref))),
      entityUnlinks: links(now.more.filter(ref => !more.includes(ref))),
    };
  }

  /** As the catalog has them now. */
  async #require(caller: Caller, refs: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const [i, ref] of [...new Set(refs)].entries())
      found.push(await this.kernel.requireEntity(caller, ref, `services.${i}`));
    return [...new Set(found)];
  }
}
