import { NotFoundError } from '@backstage/errors';
import {
  kindOf,
  SERVICE_KINDS,
  SERVICE_SECTIONS,
  sortReasons,
  TIERS,
  worstHealth,
  type HealthReason,
  type ServiceContact,
  type ServicePage,
  type ServiceSection,
  type Tier,
} from '@callboard/plugin-itsm-common';
import {
  isPermittedSome,
  portfolioServicesRef,
  supportHoursRef,
  type Caller,
  type ItsmKernel,
  type PortfolioServiceBrief,
  type ServiceView,
  type ServiceViewInput,
} from '@callboard/plugin-itsm-node';
import { seenRecord, worksOn, type SeenRecord } from '../catalogue/access';
import { isSaid } from '../catalogue/words';
import { joinSections } from './joinSections';
import { channelsOf, linksOf, onCallOf } from './links';
import type {
  AroundService,
  ServiceEntity,
  ServiceStore,
} from './ServiceStore';

const MOST_PARTS_SHOWN = 30;
const MOST_MEMBERS_SHOWN = 12;
const MOST_REASONS = 12;
/** Who is counted among those that work on what is open. */
const MOST_WORKING = 6;

const iso = (instant: number) => new Date(instant).toISOString();

/**
 * What the catalogue knows of a service, for its page.
 *
 * @param seen - what the caller sees of its record
 */
export type KnownOfServices = (
  ref: string,
  seen: () => Promise<SeenRecord>,
) => Promise<Pick<ServicePage, 'checklist' | 'offerings'>>;

/** Tells all there is to know of a service. */
export interface ServicePageService {
  /** @throws NotFoundError for what is no service, not there, or not for the caller to see */
  page(caller: Caller, ref: string): Promise<ServicePage>;
}

type Kernel = Pick<
  ItsmKernel,
  | 'catalog'
  | 'catalogAccess'
  | 'clock'
  | 'logger'
  | 'requireEntity'
  | 'serviceFacts'
  | 'services'
  | 'serviceViews'
>;

/** What came of asking a practice. */
interface Answer {
  view: ServiceView;
  told?: Awaited<ReturnType<ServiceView['read']>>;
}

const isService = (ref: string) =>
  SERVICE_KINDS.some(kind => kind === kindOf(ref));

const tierOf = (value: unknown): Tier | undefined =>
  TIERS.find(tier => tier === value);

function descriptionOf({ fields }: ServiceEntity): string | undefined {
  return isSaid(fields.description) ? fields.description : undefined;
}

function tagsOf({ fields: { tags } }: ServiceEntity): string[] {
  return (Array.isArray(tags) ? tags : [])
    .filter((tag): tag is string => typeof tag === 'string')
    .slice(0, 30);
}

/**
 * Puts the page together from what practices tell. They are all asked at once; one that fails costs the
 * page its sections, and nothing else.
 */
export class DefaultServicePageService implements ServicePageService {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: { store: ServiceStore; known: KnownOfServices },
  ) {}

  async page(caller: Caller, asked: string): Promise<ServicePage> {
    const { catalogAccess, clock } = this.kernel;
    const entity = await this.#find(caller, asked);
    const around = await this.deps.store.around(entity);
    const { ref, ownerRef, systemRef } = entity;
    const readable = await catalogAccess.readable(
      caller,
      [
        ...around.parts,
        ...around.members,
        ownerRef,
        systemRef,
        around.domainRef,
      ].filter(one => one !== undefined),
    );
    const visible = (one: string | undefined) =>
      one !== undefined && readable.has(one) ? one : undefined;
    const parts = around.parts.filter(one => readable.has(one));
    const input: ServiceViewInput = {
      caller,
      ref,
      refs: [ref, ...parts],
      now: clock.now(),
    };
    const recorded = this.#record(caller, ref);
    const [answers, record, known, hours, facts] = await Promise.all([
      this.#ask(input),
      recorded,
      this.deps.known(ref, async () => seenRecord(caller, await recorded)),
      this.#hours(caller, ref),
      this.kernel.serviceFacts(ref),
    ]);
    const { health = [], ...sections } = joinSections(
      answers.flatMap(({ told }) => told ?? []),
    );
    const owner = visible(ownerRef);
    const page: Omit<ServicePage, 'refs'> = {
      ref,
      kind: entity.kind,
      title: entity.title,
      description: descriptionOf(entity),
      type: entity.type,
      lifecycle: entity.lifecycle,
      tags: tagsOf(entity),
      links: linksOf(entity.fields),
      ownerRef: owner,
      systemRef: visible(systemRef),
      domainRef: visible(around.domainRef),
      parts: { refs: parts.slice(0, MOST_PARTS_SHOWN), total: parts.length },
      tier: tierOf(facts.tier) ?? record?.tier,
      goneSince:
        entity.removedAt === undefined ? undefined : iso(entity.removedAt),
      record: record && {
        number: record.number,
        title: record.title,
        status: record.status,
        statusLabel: record.statusLabel,
        statusCategory: record.statusCategory,
        purpose: record.purpose,
        customers: [...(record.customers ?? [])],
      },
      health: {
        worst: worstHealth(health),
        reasons: tellingReasons(health).slice(0, MOST_REASONS),
      },
      contact: contactOf({
        entity,
        around,
        record,
        owner,
        visible,
        hours,
        sections,
      }),
      sections,
      partial: partialOf(caller, sections, answers),
      absent: absentOf(caller, sections, answers),
      ...known,
      viewer: {
        works: worksOn(caller, [ownerRef, record?.ownerRef]),
      },
      at: iso(input.now),
    };
    return { ...page, refs: await this.kernel.catalog.describe(refsOf(page)) };
  }

  /** The entity, as the catalog calls it now. What the copy has not seen yet is fetched once. */
  async #find(caller: Caller, ref: string): Promise<ServiceEntity> {
    const { catalogAccess, requireEntity } = this.kernel;
    const missing = () =>
      new NotFoundError(
        `There is no service ${ref} in the catalog, or you may not see it; check the address, or look for it among the services`,
      );
    if (!isService(ref))
      throw new NotFoundError(
        `${ref} is no service; services are of the kinds ${SERVICE_KINDS.join(
          ', ',
        )}`,
      );
    let entity = await this.deps.store.find(ref);
    if (!entity) {
      try {
        await requireEntity(caller, ref, 'service');
      } catch (error) {
        if ((error as Error).name === 'InputError') throw missing();
        throw error;
      }
      entity = await this.deps.store.find(ref);
    }
    if (!entity) throw missing();
    const readable = await catalogAccess.readable(caller, [entity.ref]);
    if (!readable.has(entity.ref)) throw missing();
    return entity;
  }

  #ask(input: ServiceViewInput): Promise<Answer[]> {
    const { serviceViews, logger } = this.kernel;
    return Promise.all(
      serviceViews.views().map(async view => {
        try {
          return { view, told: await view.read(input) };
        } catch (error) {
          logger.warn(
            `${view.id} does not tell of ${input.ref}, so its page is without: ${error}`,
          );
          return { view };
        }
      }),
    );
  }

  async #record(
    caller: Caller,
    ref: string,
  ): Promise<PortfolioServiceBrief | undefined> {
    const portfolio = this.kernel.services.find(portfolioServicesRef);
    const record = (await portfolio?.ofEntities([ref]))?.get(ref);
    if (!record) return undefined;
    return (await portfolio!.readable(caller, [record.id])).get(record.id);
  }

  async #hours(caller: Caller, ref: string) {
    const reader = this.kernel.services.find(supportHoursRef);
    try {
      return await reader?.hoursOf(caller, ref);
    } catch (error) {
      this.kernel.logger.warn(`Support hours of ${ref} are not told: ${error}`);
      return undefined;
    }
  }
}

/** Reasons, worst first. That something is well is news only where nothing is worse. */
function tellingReasons(all: readonly HealthReason[]): HealthReason[] {
  const worst = worstHealth(all);
  return sortReasons(all).filter(
    ({ health }) => health === worst || health !== 'healthy',
  );
}

/** Whether somebody may see what a view tells, as far as permissions say it. */
function mayAsk(caller: Caller, { permissions = [] }: ServiceView) {
  return permissions.every(permission => isPermittedSome(caller, permission));
}

/** Sections told by views of which the caller may read some only, e.g. the incidents they reported. */
function partialOf(
  { scopes }: Caller,
  sections: ServicePage['sections'],
  answers: readonly Answer[],
): ServiceSection[] {
  const sees = ({ view: { permissions = [] } }: Answer) =>
    permissions.every(({ name }) => (scopes?.get(name) ?? 'all') === 'all');
  return SERVICE_SECTIONS.filter(
    section =>
      sections[section] !== undefined &&
      answers.some(
        answer => answer.view.tells?.includes(section) && !sees(answer),
      ),
  );
}

function absentOf(
  caller: Caller,
  sections: ServicePage['sections'],
  answers: readonly Answer[],
): ServicePage['absent'] {
  const tells = (section: ServiceSection) =>
    answers.filter(({ view }) => view.tells?.includes(section));
  return SERVICE_SECTIONS.filter(
    section => section !== 'health' && sections[section] === undefined,
  ).map(section => {
    const asked = tells(section);
    if (asked.some(({ told }) => told === undefined))
      return { section, because: 'failed' };
    const hidden = asked.some(({ view }) => !mayAsk(caller, view));
    return { section, because: hidden ? 'not-allowed' : 'nobody' };
  });
}

function contactOf(of: {
  entity: ServiceEntity;
  around: AroundService;
  record?: PortfolioServiceBrief;
  owner?: string;
  visible(ref: string | undefined): string | undefined;
  hours?: { title: string; zone: string; open: boolean; until?: number };
  sections: ServicePage['sections'];
}): ServiceContact {
  const { entity, around, record, owner, hours } = of;
  const people: ServiceContact['people'] = [];
  const name = (
    ref: string | undefined,
    role: ServiceContact['people'][number]['role'],
  ) => ref && people.push({ ref, role });
  name(owner, 'owner');
  if (record?.ownerRef !== owner) name(record?.ownerRef, 'service-owner');
  name(record?.assigneeRef, 'service-owner');
  name(record?.businessOwnerRef, 'business-owner');
  const members = owner
    ? around.members.filter(one => of.visible(one) !== undefined)
    : [];
  const working = new Map<string, string[]>();
  for (const { assigneeRef, number } of of.sections.open?.items ?? [])
    if (assigneeRef)
      working.set(assigneeRef, [...(working.get(assigneeRef) ?? []), number]);
  const ownerFields = owner ? around.ownerFields : {};
  return {
    people,
    members: members.slice(0, MOST_MEMBERS_SHOWN),
    memberTotal: members.length,
    channels: channelsOf(linksOf(entity.fields), ownerFields),
    onCall: onCallOf(entity.fields, ownerFields),
    hours: hours && {
      title: hours.title,
      zone: hours.zone,
      open: hours.open,
      until: hours.until === undefined ? undefined : iso(hours.until),
    },
    working: [...working]
      .slice(0, MOST_WORKING)
      .map(([ref, numbers]) => ({ ref, numbers })),
  };
}

/** Everything that a page names, to say what it is called. */
function refsOf(page: Omit<ServicePage, 'refs'>): (string | undefined)[] {
  const { sections, contact } = page;
  const records = [
    sections.open,
    sections.upcoming,
    sections.improvements,
    sections.risks,
    sections.contracts,
    sections.objectives,
    sections.demand,
  ].flatMap(section => section?.items ?? []);
  return [
    page.ref,
    page.ownerRef,
    page.systemRef,
    page.domainRef,
    ...page.parts.refs,
    ...page.health.reasons.map(({ aboutRef }) => aboutRef),
    ...contact.people.map(({ ref }) => ref),
    ...contact.members,
    ...contact.working.map(({ ref }) => ref),
    ...records.flatMap(({ aboutRef, assigneeRef }) => [aboutRef, assigneeRef]),
    ...(sections.changed?.items ?? []).map(({ aboutRef }) => aboutRef),
    ...(sections.dependsOn?.items ?? []).map(({ ref }) => ref),
    ...(sections.usedBy?.items ?? []).map(({ ref }) => ref),
  ];
}
