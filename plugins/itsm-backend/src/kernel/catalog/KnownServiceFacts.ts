import { kindOf } from '@callboard/plugin-itsm-common';
import type {
  CatalogReader,
  Clock,
  ServiceFacts,
} from '@callboard/plugin-itsm-node';

const KEPT_MS = 5_000;
const MOST_KEPT = 10_000;
/** Longer ones are no facts to decide by. */
const LONGEST = 100;

/** What is known of services: from the copy of the catalog, and from practices. */
export class KnownServiceFacts {
  readonly #kept = new Map<string, { until: number; facts: ServiceFacts }>();
  readonly #contributors: ((ref: string) => Promise<ServiceFacts>)[] = [];

  constructor(
    private readonly deps: {
      catalog: Pick<CatalogReader, 'find'>;
      clock: Clock;
    },
  ) {}

  contribute(facts: (ref: string) => Promise<ServiceFacts>): void {
    this.#contributors.push(facts);
  }

  /** See `ItsmKernel.serviceFacts`. */
  async of(ref: string): Promise<ServiceFacts> {
    const { catalog, clock } = this.deps;
    const now = clock.now();
    const kept = this.#kept.get(ref);
    if (kept && kept.until > now && kept.until <= now + KEPT_MS)
      return kept.facts;
    const [entity, ...more] = await Promise.all([
      catalog.find(ref),
      ...this.#contributors.map(contributor => contributor(ref)),
    ]);
    const { kind, type, lifecycle, ownerRef, systemRef } = entity ?? {};
    // A person who owns it must be erasable, and the journal is not.
    const group =
      ownerRef && kindOf(ownerRef) === 'group' ? ownerRef : undefined;
    // Of two that say the same, the one that was there first is taken.
    const said = Object.assign({}, ...more.reverse(), {
      kind,
      type,
      lifecycle,
      owner: group,
      system: systemRef,
    }) as Record<string, unknown>;
    const facts = Object.fromEntries(
      Object.entries(said)
        .filter(([, value]) =>
          typeof value === 'string'
            ? value.length <= LONGEST || value === systemRef || value === group
            : ['number', 'boolean'].includes(typeof value),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ) as ServiceFacts;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(ref, { until: now + KEPT_MS, facts });
    return facts;
  }
}
