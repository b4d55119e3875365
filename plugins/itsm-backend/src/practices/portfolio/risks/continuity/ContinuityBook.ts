import {
  continuityGaps,
  dependencyGaps,
  gapRank,
  nameOf,
  TIERS,
  type ContinuityGap,
  type DependencyGap,
} from '@callboard/plugin-itsm-common';
import {
  impactServiceRef,
  type Caller,
  readVisible,
  type ItsmKernel,
  type NeededItems,
} from '@callboard/plugin-itsm-node';
import type {
  ContinuityStore,
  EstateQuestion,
  EstateService,
  PlanRow,
  TestRow,
} from './ContinuityStore';
import type {
  UnplannedPlace,
  UnplannedQuestion,
  UnplannedService,
  UnplannedStore,
} from './UnplannedStore';

/** A service with all that is known of how it comes back. */
export interface ContinuityEntry {
  service: EstateService;
  plan?: PlanRow;
  test?: TestRow;
  /** Worst first. */
  gaps: (ContinuityGap & { path?: readonly string[] })[];
  dependency?: DependencyGap;
}

/** Where entries stand of which nothing is missing. */
export const NO_GAP = 99;

/** Where an entry stands in the list: the worst gap first, then the most critical, then by name. */
export const rankOf = ({ gaps }: ContinuityEntry): number =>
  gaps.length === 0 ? NO_GAP : gapRank(gaps[0].kind);
export const tierRankOf = ({ service: { tier } }: ContinuityEntry): number =>
  tier === undefined ? TIERS.length : TIERS.indexOf(tier);

/** How services come back, as somebody may see it. Nothing is stored; what is not seen holds up nothing. */
export class ContinuityBook {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'authorizer' | 'catalogAccess' | 'clock' | 'services'
    >,
    private readonly store: ContinuityStore,
    private readonly unplanned: UnplannedStore,
  ) {}

  /**
   * Every service that has a plan or needs one, or those that are named, as far as the caller may see them. A
   * handful of statements, however many there are.
   */
  async all(
    caller: Caller,
    asked: EstateQuestion = {},
  ): Promise<ContinuityEntry[]> {
    const [services, plans] = await Promise.all([
      this.store.services(asked),
      this.store.plans(),
    ]);
    const known = new Set(services.map(({ ref }) => ref));
    const others = plans.map(p => p.ref).filter(ref => !known.has(ref));
    const more = await this.#named([...new Set(others)]);
    return this.#entries(caller, [...services, ...more], plans, true);
  }

  /**
   * Services that need no plan and have none, as far as the caller may see them: some of them after a place, by
   * tier and title, and whether there are more.
   */
  async others(
    caller: Caller,
    asked: UnplannedQuestion,
    { after, limit }: { after?: UnplannedPlace; limit: number },
  ): Promise<{ rows: readonly UnplannedService[]; more: boolean }> {
    return readVisible<UnplannedService>(limit, {
      whole: await this.kernel.authorizer.readsWholeCatalog(caller),
      after: (row, most) =>
        this.unplanned.page(asked, row?.place ?? after, most),
      visible: async rows => {
        const seen = await this.#seen(caller, rows);
        return rows.filter(({ ref }) => seen.has(ref));
      },
      canEndAt: () => false,
    });
  }

  /** How many of them there are, and which groups own any. */
  async countOthers(
    caller: Caller,
    asked: UnplannedQuestion,
  ): Promise<{ total: number; owners: readonly string[] }> {
    if (await this.kernel.authorizer.readsWholeCatalog(caller)) {
      const owned = await this.unplanned.owned(asked);
      return {
        total: owned.reduce((sum, { count }) => sum + count, 0),
        owners: owned.flatMap(({ ownerRef }) => ownerRef ?? []),
      };
    }
    // Nothing but the catalog knows which of them they see.
    const rows = await this.unplanned.each(asked);
    const visible = await this.#seen(caller, rows);
    const seen = rows.filter(({ ref }) => visible.has(ref));
    return {
      total: seen.length,
      owners: [...new Set(seen.flatMap(({ ownerRef }) => ownerRef ?? []))],
    };
  }

  /** Some services, as far as the caller may see them. */
  async of(
    caller: Caller,
    refs: readonly string[],
  ): Promise<ContinuityEntry[]> {
    const [services, plans] = await Promise.all([
      this.#named(refs),
      this.store.plansAmong(refs),
    ]);
    return this.#entries(caller, services, plans, false);
  }

  #seen(
    caller: Caller,
    services: readonly Pick<EstateService, 'ref'>[],
  ): Promise<ReadonlySet<string>> {
    return this.kernel.catalogAccess.readable(
      caller,
      services.map(({ ref }) => ref),
    );
  }

  /** What is planned for and gone from the catalog is there by its name. */
  async #named(refs: readonly string[]): Promise<EstateService[]> {
    const found = await this.store.servicesAmong(refs);
    const known = new Set(found.map(({ ref }) => ref));
    const gone = refs.filter(ref => !known.has(ref));
    return [...found, ...gone.map(ref => ({ ref, title: nameOf(ref) }))];
  }

  /** What the planned services need, as the caller may see it. */
  async #needed(
    caller: Caller,
    refs: readonly string[],
  ): Promise<NeededItems['items']> {
    const impact = this.kernel.services.find(impactServiceRef);
    if (!impact || refs.length === 0) return [];
    return (await impact.needed(caller, refs)).items;
  }

  async #entries(
    caller: Caller,
    services: readonly EstateService[],
    plans: readonly PlanRow[],
    /** Whether these are all plans; if not, those of what is needed are read. */
    complete: boolean,
  ): Promise<ContinuityEntry[]> {
    const visible = await this.#seen(caller, services);
    const seen = services.filter(({ ref }) => visible.has(ref));
    const byRef = new Map(plans.map(plan => [plan.ref, plan]));
    const asked = seen.filter(({ ref }) => byRef.has(ref));
    const [items, tests] = await Promise.all([
      this.#needed(
        caller,
        asked.map(({ ref }) => ref),
      ),
      this.store.lastTests(asked.map(({ ref }) => byRef.get(ref)!.id)),
    ]);
    const others = complete
      ? []
      : await this.store.plansAmong(
          items.map(({ ref }) => ref).filter(ref => !byRef.has(ref)),
        );
    const held = dependencyGaps(
      items,
      new Map([...plans, ...others].map(plan => [plan.ref, plan.rtoMinutes!])),
    );
    const titles = new Map(items.map(item => [item.ref, item.title]));
    const now = this.kernel.clock.now();
    return seen.map(service => {
      const plan = byRef.get(service.ref);
      const test = plan && tests.get(plan.id);
      const dependency = plan && held.get(service.ref);
      const gaps = continuityGaps({
        tier: service.tier,
        plan: plan && {
          rtoMinutes: plan.rtoMinutes!,
          rpoMinutes: plan.rpoMinutes!,
          mtdMinutes: plan.mtdMinutes,
          testEveryDays: plan.testEveryDays,
        },
        test,
        dependency: dependency && {
          ...dependency,
          title: titles.get(dependency.ref) ?? nameOf(dependency.ref),
        },
        now,
      });
      return {
        service,
        plan,
        test,
        dependency,
        gaps: gaps.map(gap =>
          gap.kind === 'slow-dependency'
            ? { ...gap, path: dependency?.path }
            : gap,
        ),
      };
    });
  }
}
