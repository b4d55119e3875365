import {
  riskPermissions,
  type DesignSectionKey,
  type SectionFact,
  type ServicePromise,
  type ServiceSections,
} from '@callboard/plugin-itsm-common';
import {
  businessObjectivesRef,
  impactServiceRef,
  promiseFeasibilityRef,
  serviceRisksRef,
  supportHoursRef,
  SYSTEM_CALLER,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { alone } from '../risks/candidates/finders/singlePoints';
import {
  basisOf,
  changedFacts,
  type FactBasis,
  type SectionBasis,
} from './basis';
import type { DesignStore, SectionRow } from './DesignStore';

/** Items that are looked at to say what a service needs. */
const MOST_NEEDED = 500;
/** Things that a fact names. */
const MOST_NAMED = 12;

/** What the data say about a section. */
export interface FoundFact extends SectionFact {
  /** What an acceptance rests on, of facts that are kept: the value without what moves every day. */
  basis?: FactBasis;
}

/** Facts by section; sections of which the data say nothing are absent. */
export type FactsBySection = ReadonlyMap<
  DesignSectionKey,
  readonly FoundFact[]
>;

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'clock' | 'logger' | 'services' | 'serviceViews'
>;

const namesOf = (names: readonly string[]) => {
  const more = names.length - MOST_NAMED;
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
};

const minutes = (value: number | undefined) =>
  value === undefined ? undefined : `${value} min`;

const partsOf = (ref: string) => /^([^:]+):([^/]+)\/(.+)$/.exec(ref) ?? [];

const pathOf = (ref: string) => {
  const [, kind, namespace, name] = partsOf(ref);
  return kind && `/catalog/${namespace}/${kind}/${name}`;
};

function promiseFact(promise: ServicePromise): FoundFact {
  const { source, words, kept, state, path } = promise;
  return {
    label: source,
    value: kept ? `${words}; now ${kept}` : words,
    path,
    fault: state === 'broken' || state === 'at-risk',
    kept: true,
    // How it is kept is another thing every day; what is promised is not.
    basis: { words },
  };
}

/** What the CMDB, promises, risks and objectives say about the sections of a design package. */
export class SectionFacts {
  constructor(
    private readonly kernel: Kernel,
    private readonly store: Pick<DesignStore, 'formerly'>,
  ) {}

  /**
   * As far as the caller may see it; with {@link SYSTEM_CALLER}, all that there is, to compare with. What
   * fails tells nothing, and is logged.
   */
  async of(caller: Caller, record: StoredRecord): Promise<FactsBySection> {
    const named =
      typeof record.entityRef === 'string' ? record.entityRef : undefined;
    const ref = named && (await this.kernel.catalog.called([named])).get(named);
    const [objectives, rest] = await Promise.all([
      this.#try('objectives', () => this.#objectives(caller, record)),
      ref === undefined ? this.#unbound() : this.#bound(caller, ref),
    ]);
    return new Map([['requirements', objectives ?? []], ...rest]);
  }

  /** What all sections rest on now, whoever asks. */
  async basis(
    record: StoredRecord,
  ): Promise<ReadonlyMap<DesignSectionKey, SectionBasis>> {
    const facts = await this.of(SYSTEM_CALLER, record);
    return new Map([...facts].map(([key, found]) => [key, basisOf(found)]));
  }

  /**
   * Labels of facts that changed since sections were accepted, by section; those that are not accepted, or rest
   * on the same, are left out.
   */
  async changed(
    sections: readonly Pick<SectionRow, 'key' | 'state' | 'acceptedFacts'>[],
    basis: ReadonlyMap<DesignSectionKey, SectionBasis>,
  ): Promise<ReadonlyMap<DesignSectionKey, readonly string[]>> {
    const accepted = sections.filter(({ state }) => state === 'accepted');
    const labels = await changedFacts(
      {
        called: refs => this.kernel.catalog.called(refs),
        formerly: refs => this.store.formerly(refs),
      },
      accepted.map(({ key, acceptedFacts }) => ({
        accepted: acceptedFacts,
        now: basis.get(key) ?? {},
      })),
    );
    return new Map(
      accepted.flatMap(({ key }, i) =>
        labels[i].length > 0 ? [[key, labels[i]] as const] : [],
      ),
    );
  }

  #unbound(): [DesignSectionKey, FoundFact[]][] {
    return [
      [
        'architecture',
        [
          {
            label: 'Entity in the catalog',
            value: 'Not bound yet, so the CMDB says nothing of it',
            fault: true,
          },
        ],
      ],
    ];
  }

  async #bound(
    caller: Caller,
    ref: string,
  ): Promise<[DesignSectionKey, FoundFact[]][]> {
    const [architecture, told, support, risks, missed] = await Promise.all([
      this.#try('architecture', () => this.#architecture(caller, ref)),
      this.#views(caller, ref),
      this.#try('support', () => this.#support(caller, ref)),
      this.#try('risks', () => this.#risks(caller, ref)),
      this.#try('feasibility', () => this.#infeasible(ref)),
    ]);
    const promises = told.promises ?? [];
    const agreements = promises.filter(({ kind }) => kind === 'agreement');
    const objectives = promises.filter(({ kind }) => kind === 'objective');
    return [
      ['architecture', architecture ?? []],
      [
        'service-levels',
        [
          ...(agreements.length > 0 || told.promises === undefined
            ? agreements.map(promiseFact)
            : [
                {
                  label: 'Agreements',
                  value: 'None covers it',
                  fault: true,
                },
              ]),
          // Whoever may not know of promises hears of none that cannot hold.
          ...(told.promises ? missed ?? [] : []),
        ],
      ],
      ['availability', objectives.map(promiseFact)],
      ['continuity', this.#continuity(told.continuity)],
      ['security', risks ?? []],
      ['support', support ?? []],
    ];
  }

  async #architecture(caller: Caller, ref: string): Promise<FoundFact[]> {
    const { catalog, services } = this.kernel;
    const impact = services.find(impactServiceRef);
    const [entity, needed] = await Promise.all([
      catalog.find(ref),
      impact?.needed(caller, [ref], MOST_NEEDED),
    ]);
    if (!entity || entity.removedAt !== undefined)
      return [
        {
          label: 'Entity in the catalog',
          value: `${ref} is not in the catalog any more`,
          fault: true,
          basis: { words: 'gone' },
          kept: true,
        },
      ];
    const facts: FoundFact[] = [
      {
        label: 'Entity in the catalog',
        value: entity.title,
        path: pathOf(entity.ref),
        kept: true,
        basis: { refs: [entity.ref] },
      },
    ];
    const itself = needed?.items.find(item => item.ref === entity.ref);
    if (!needed || !itself) return facts;
    const titles = new Map(needed.items.map(item => [item.ref, item.title]));
    const named = (refs: readonly string[]) =>
      namesOf(refs.map(one => titles.get(one) ?? one));
    const { needs, groups } = itself;
    facts.push({
      label: 'Needs directly',
      value: needs.length > 0 ? named(needs) : 'Nothing that the CMDB knows of',
      kept: true,
      basis: { refs: needs },
    });
    for (const { name, atLeast, of } of groups)
      facts.push({
        label: 'Needs some of',
        value: `${name ? `${name}: ` : ''}${atLeast} of ${named(of)}`,
        kept: true,
        basis: { words: String(atLeast), refs: of },
      });
    // Of what is not seen nothing fails, so what is told here does fail it.
    const points = [...alone(needed.items)]
      .filter(({ fails }) => fails.includes(entity.ref))
      .map(point => point.ref);
    if (needed.items.length > 1)
      facts.push({
        label: 'Single points of failure',
        value:
          points.length > 0
            ? `${points.length}: ${named(points)}`
            : 'None that the CMDB knows of',
        path: points.length > 0 ? pathOf(entity.ref) : undefined,
      });
    const all = needed.items.length - 1;
    if (all > needs.length)
      facts.push({
        label: 'Needs in all',
        value: `${all}${needed.truncated ? ' or more' : ''} things`,
      });
    return facts;
  }

  /** Promises that what is behind the service does not allow. What that is, is not for everybody. */
  async #infeasible(ref: string): Promise<FoundFact[]> {
    const found = await this.kernel.services
      .find(promiseFeasibilityRef)
      ?.infeasible(ref);
    const [, kind, namespace, name] = partsOf(ref);
    return (found ?? []).map(({ source, excess }) => ({
      label: 'Cannot hold',
      value:
        excess === undefined
          ? source
          : `${source}: it is promised ${
              Math.round(excess * 100) / 100
            } times what those behind it allow`,
      path: `/itsm/service-levels/feasibility/${kind}/${namespace}/${name}`,
      fault: true,
      kept: true,
      basis: { words: source },
    }));
  }

  async #support(caller: Caller, ref: string): Promise<FoundFact[]> {
    const { catalog, services } = this.kernel;
    const [entity, hours] = await Promise.all([
      catalog.find(ref),
      services.find(supportHoursRef)?.hoursOf(caller, ref),
    ]);
    const owner = entity?.ownerRef;
    const described = await catalog.describe([owner]);
    return [
      owner
        ? {
            label: 'Owner',
            value: described[owner]?.title ?? owner,
            path: pathOf(owner),
            kept: true,
            basis: { refs: [owner] },
          }
        : { label: 'Owner', value: 'None in the catalog', fault: true },
      ...(hours
        ? [
            {
              label: 'Support hours',
              value: `${hours.title}, ${hours.zone}`,
              kept: true,
              basis: { words: `${hours.title} ${hours.zone}` },
            },
          ]
        : []),
    ];
  }

  async #risks(caller: Caller, ref: string): Promise<FoundFact[]> {
    const reads = caller.scopes?.get(riskPermissions.read.name);
    if (caller.scopes && reads !== 'all') return [];
    const sums = await this.kernel.services.find(serviceRisksRef)?.sums([ref]);
    const sum = sums?.get(ref);
    if (!sum || sum.open === 0) return [];
    return [
      {
        label: 'Open risks',
        value: `${sum.open}, the highest ${sum.highest} of 25`,
        path: `/itsm/portfolio/risks?service=${encodeURIComponent(ref)}`,
      },
    ];
  }

  async #objectives(
    caller: Caller,
    record: StoredRecord,
  ): Promise<FoundFact[]> {
    const served = await this.kernel.services
      .find(businessObjectivesRef)
      ?.servedBy(caller, [record.id]);
    return (served?.get(record.id) ?? []).map(({ number, title }) => ({
      label: 'Serves',
      value: `${number} ${title}`,
      path: `/itsm/portfolio/strategy/objectives/${number}`,
    }));
  }

  #continuity(told: ServiceSections['continuity'] | undefined): FoundFact[] {
    if (!told) return [];
    const { rtoMinutes, rpoMinutes, testedRtoMinutes, gap } = told;
    const rto = minutes(rtoMinutes);
    const rpo = minutes(rpoMinutes);
    const path = '/itsm/portfolio/continuity';
    const agreed = [rto && `back in ${rto}`, rpo && `losing at most ${rpo}`]
      .filter(Boolean)
      .join(', ');
    return [
      ...(agreed
        ? [
            {
              label: 'Recovery objectives',
              value: agreed,
              path,
              kept: true,
              basis: { words: agreed },
            },
          ]
        : []),
      ...(testedRtoMinutes === undefined
        ? []
        : [
            {
              label: 'Last test',
              value: `Back in ${minutes(testedRtoMinutes)}`,
              path,
            },
          ]),
      ...(gap ? [{ label: 'Gap', value: gap, path, fault: true }] : []),
    ];
  }

  /** What the practices tell on the page of the service of promises and continuity. */
  async #views(
    caller: Caller,
    ref: string,
  ): Promise<Partial<Pick<ServiceSections, 'promises' | 'continuity'>>> {
    const now = this.kernel.clock.now();
    const views = this.kernel.serviceViews
      .views()
      .filter(({ tells }) =>
        tells?.some(key => key === 'promises' || key === 'continuity'),
      );
    const answers = await Promise.all(
      views.map(view =>
        this.#try(view.id, () => view.read({ caller, ref, refs: [ref], now })),
      ),
    );
    const promises = answers.flatMap(answer =>
      answer?.promises ? [answer.promises] : [],
    );
    return {
      promises: promises.length > 0 ? promises.flat() : undefined,
      continuity: answers.find(answer => answer?.continuity)?.continuity,
    };
  }

  /** What one cannot be told costs the package that, and nothing else. */
  async #try<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.kernel.logger.warn(
        `What the data say of a design package is not complete: ${what}`,
        error as Error,
      );
      return undefined;
    }
  }
}
