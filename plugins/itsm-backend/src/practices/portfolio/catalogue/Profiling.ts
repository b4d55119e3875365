import { createHash } from 'crypto';
import {
  MANAGED_SERVICE_KIND,
  managedScore,
  TIERS,
  weightsFor,
  type ManagedRule,
  type ManagedServiceBody,
  type Tier,
} from '@callboard/plugin-itsm-common';
import {
  ciValuesRef,
  portfolioServicesRef,
  serviceRisksRef,
  type CheckedService,
  type ItsmKernel,
  type PortfolioServiceBrief,
  type ServiceCheck,
  type ServiceCheckAnswer,
} from '@callboard/plugin-itsm-node';
import type { KnownService } from './checks/entityChecks';
import type { EntityFacts, EntityFactsStore } from './EntityFactsStore';
import type { OfferingBook, WrittenOffering } from './OfferingBook';
import type { KeptCheck, NewProfile, ProfileSection } from './ProfileStore';
import { sectionOf } from './section';
import { countsAsService, type CountedKind } from './settings';
import { firstWords } from './words';

const TIER = 'tier';

const asTier = (value: unknown): Tier | undefined =>
  TIERS.find(tier => tier === value);

/** What services are looked at with, the same for all of them. */
export interface ProfilingBasis {
  checks: readonly ServiceCheck[];
  rules: readonly ManagedRule[];
  /** Changes when services must be looked at anew, whatever became of them. */
  digest: string;
}

/** What is known of a service before its checks are asked. */
interface Candidate {
  known: KnownService;
  brief?: PortfolioServiceBrief;
  offered: readonly WrittenOffering[];
  checked: CheckedService;
}

/** Makes profiles of services: from the catalog, offerings, the portfolio, and what practices check. */
export class Profiling {
  /** What is known of the services of one look, by the list that checks are handed. */
  readonly #known = new WeakMap<object, Map<string, KnownService>>();

  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'definitions' | 'logger' | 'serviceViews' | 'services'
    >,
    private readonly deps: {
      facts: EntityFactsStore;
      offerings: OfferingBook;
      counted: readonly CountedKind[];
    },
  ) {}

  async basis(): Promise<ProfilingBasis> {
    const [written, offerings] = await Promise.all([
      this.kernel.definitions.list<ManagedServiceBody>(MANAGED_SERVICE_KIND),
      this.deps.offerings.all(),
    ]);
    const checks = this.kernel.serviceViews.checks();
    const rules = written.map(({ key, body: { services, weights } }) => ({
      key,
      services,
      weights,
    }));
    const digest = createHash('sha256')
      .update(
        JSON.stringify([
          checks.map(({ key, weight }) => [key, weight]),
          rules,
          offerings.map(({ key, version }) => [key, version]),
          this.deps.counted,
        ]),
      )
      .digest('hex');
    return { checks, rules, digest };
  }

  /**
   * What is known of entities that count as services; the others are left out. A handful of statements,
   * however many there are, and those of the checks.
   */
  async profiles(
    refs: readonly string[],
    { checks, rules }: ProfilingBasis,
  ): Promise<NewProfile[]> {
    const candidates = await this.#candidates(refs);
    if (candidates.length === 0) return [];
    const services = candidates.map(({ checked }) => checked);
    const found = new Map(candidates.map(c => [c.known.ref, c.known]));
    this.#known.set(services, found);
    const [told, risks] = await Promise.all([
      this.#ask(checks, services),
      this.#risks(services.map(({ ref }) => ref)),
    ]);
    const asked = checks.filter(({ key }) => told.has(key));
    const defaults = Object.fromEntries(asked.map(c => [c.key, c.weight]));
    return candidates.map(({ known, brief, offered }) => {
      const weights = weightsFor(known, rules, defaults);
      const answers = asked.map(({ key }): KeptCheck => {
        const answer = told.get(key)!.get(known.ref) ?? { state: 'missing' };
        return { key, weight: weights[key], ...answer };
      });
      answers.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
      const { ref, kind, title, type, lifecycle, ownerRef, tier } = known;
      return {
        ref,
        kind,
        title,
        type,
        lifecycle,
        ownerRef,
        systemRef: known.systemRef,
        categoryRef: known.domainRef,
        tier,
        recordId: brief?.id,
        what: firstWords(known.fields.description),
        texts: textsOf(known, offered),
        section: this.#section(known, brief, offered),
        score: managedScore(answers).score,
        checks: answers,
        risk: risks.get(ref),
      };
    });
  }

  /** What the catalog and offerings say of services that are being looked at; for checks of this part. */
  async known(
    services: readonly CheckedService[],
  ): Promise<ReadonlyMap<string, KnownService>> {
    const kept = this.#known.get(services);
    if (kept) return kept;
    const candidates = await this.#candidates(services.map(({ ref }) => ref));
    return new Map(candidates.map(({ known }) => [known.ref, known]));
  }

  #section(
    known: KnownService,
    brief: PortfolioServiceBrief | undefined,
    offered: readonly WrittenOffering[],
  ): ProfileSection {
    return sectionOf({
      lifecycle: known.lifecycle,
      status: brief?.status,
      isOffered: offered.length > 0,
    });
  }

  async #candidates(refs: readonly string[]): Promise<Candidate[]> {
    const { services } = this.kernel;
    const facts = await this.deps.facts.facts(refs);
    const found = facts.map(({ ref }) => ref);
    const [briefs, values, offered] = await Promise.all([
      services.find(portfolioServicesRef)?.ofEntities(found, 'open') ??
        new Map<string, PortfolioServiceBrief>(),
      services.find(ciValuesRef)?.of(found, [TIER]) ??
        new Map<string, Record<string, unknown>>(),
      this.deps.offerings.offeredBy(found),
    ]);
    return facts.flatMap(one => {
      const brief = briefs.get(one.ref);
      const offerings = offered.get(one.ref) ?? [];
      const isService =
        brief !== undefined ||
        offerings.length > 0 ||
        countsAsService(this.deps.counted, one);
      if (!isService) return [];
      const tier = brief?.tier ?? asTier(values.get(one.ref)?.[TIER]);
      return [candidate(one, { tier, brief, offered: offerings })];
    });
  }

  /** What each check says. One that fails says nothing, and does not count this time. */
  async #ask(
    checks: readonly ServiceCheck[],
    services: readonly CheckedService[],
  ): Promise<Map<string, ReadonlyMap<string, ServiceCheckAnswer>>> {
    const told = new Map<string, ReadonlyMap<string, ServiceCheckAnswer>>();
    await Promise.all(
      checks.map(async check => {
        try {
          told.set(check.key, await check.read(services));
        } catch (error) {
          this.kernel.logger.error(
            `The check ${check.key} of services failed: ${error}`,
          );
        }
      }),
    );
    return told;
  }

  async #risks(refs: readonly string[]): Promise<Map<string, number>> {
    const sums = await this.kernel.services.find(serviceRisksRef)?.sums(refs);
    return new Map(
      [...(sums ?? [])].flatMap(([ref, { open, highest }]) =>
        open > 0 ? [[ref, highest] as const] : [],
      ),
    );
  }
}

function candidate(
  facts: EntityFacts,
  more: {
    tier?: Tier;
    brief?: PortfolioServiceBrief;
    offered: readonly WrittenOffering[];
  },
): Candidate {
  const { tier, brief, offered } = more;
  return {
    brief,
    offered,
    known: {
      ...facts,
      tier,
      offerings: offered.map(({ body }) => body.name),
      hasRecord: brief !== undefined,
    },
    checked: {
      ref: facts.ref,
      kind: facts.kind,
      type: facts.type,
      lifecycle: facts.lifecycle,
      ownerRef: facts.ownerRef,
      systemRef: facts.systemRef,
      tier,
      number: brief?.number,
    },
  };
}

/** What a service is found by beside its title. */
function textsOf(
  { ref, fields, type }: KnownService,
  offered: readonly WrittenOffering[],
): string[] {
  const tags = Array.isArray(fields.tags) ? fields.tags : [];
  return [
    ref.slice(ref.indexOf('/') + 1),
    type ?? '',
    firstWords(fields.description, Infinity) ?? '',
    ...tags.map(String),
    ...offered.flatMap(({ body }) => [
      body.name,
      body.summary,
      body.audience ?? '',
    ]),
  ];
}
