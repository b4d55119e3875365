import type { Permission } from '@backstage/plugin-permission-common';
import type {
  HealthReason,
  ServiceSections,
  Tier,
} from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';

/** What a practice is asked about a service. */
export interface ServiceViewInput {
  /** With the scopes of reading records of all types, and of the permissions that the views name. */
  caller: Caller;
  /** The service as the catalog calls it now, lower-case and full. The caller may see it. */
  ref: string;
  /**
   * The service and the things that are part of it, as far as the caller may see them; a component
   * alone is one. What is open on a part is open on the service.
   */
  refs: readonly string[];
  /** Milliseconds since the epoch. */
  now: number;
}

/** One of many services whose health is asked for. */
export interface AskedService {
  /** As the catalog calls it now. The caller may see it. */
  ref: string;
  /** Itself and its parts, as far as the caller may see them. */
  refs: readonly string[];
  /** What records of it are filed under: itself, all that is part of it, and what it was called before. */
  names: readonly string[];
}

/** What a practice is asked about how many services do. */
export interface ServiceHealthInput {
  /** See {@link ServiceViewInput}. */
  caller: Caller;
  services: readonly AskedService[];
  /** Milliseconds since the epoch. */
  now: number;
}

/** What a practice knows of how services do without being told which: for lists that are narrowed by it. */
export interface KnownHealth {
  /**
   * What may not do well: services, parts of them, or what records of them are filed under, by any name. More
   * than there is does no harm, as each is looked at; what is not among them is taken to do well.
   */
  unwell: readonly string[];
  /** Of what else it says that all is well: of every service, or of what these are or are part of. */
  well: 'all' | readonly string[];
}

/** How a service does, in words for lists: that something is so, and never which record says it. */
export type ToldHealth = Pick<HealthReason, 'health' | 'words'>;

/** What was told of services, by reference. */
export type HealthByService = ReadonlyMap<string, readonly ToldHealth[]>;

/** The services that a reference stands for: as a part of theirs, or as what records are filed under. */
export function servicesBehind(
  services: readonly AskedService[],
  as: 'refs' | 'names',
): { all: string[]; of(ref: string): readonly string[] } {
  const behind = new Map<string, string[]>();
  for (const service of services)
    for (const one of new Set(service[as]))
      behind.set(one, [...(behind.get(one) ?? []), service.ref]);
  return { all: [...behind.keys()], of: ref => behind.get(ref) ?? [] };
}

/** Gathers what is told of services one after the other. */
export class HealthGathered {
  readonly byService = new Map<string, ToldHealth[]>();

  add(services: readonly string[], { health, words }: ToldHealth): void {
    for (const ref of services)
      this.byService.set(ref, [
        ...(this.byService.get(ref) ?? []),
        { health, words },
      ]);
  }
}

/**
 * What a practice tells on the page of a service. All views are asked at once and in parallel: a few
 * statements each, none of them in a loop over `refs`.
 */
export interface ServiceView {
  /** E.g. `incidents`. */
  id: string;
  /** Asked along with those of records, in the one question a request asks. */
  permissions?: readonly Permission[];
  /** The sections that it can tell: the page says why one of them is not there. */
  tells?: readonly (keyof ServiceSections)[];
  /**
   * Its sections; none of those that the caller may not see. What it throws costs the page its
   * sections, not the page.
   */
  read(input: ServiceViewInput): Promise<Partial<ServiceSections>>;
  /**
   * How many services do, for lists: the same as the health of their pages, with a few statements however
   * many they are. What it leaves out it knows nothing of.
   */
  healthOf?(input: ServiceHealthInput): Promise<HealthByService>;
  /**
   * Of what {@link healthOf} would say something, with a few statements however many services there are.
   * Whoever has the one has the other.
   */
  known?(input: Omit<ServiceHealthInput, 'services'>): Promise<KnownHealth>;
}

/** How a service stands to one thing that a managed service has. */
export interface ServiceCheckAnswer {
  state: 'met' | 'missing' | 'not-needed';
  /** What is there or what is not, in a few words, e.g. `Gold, 99.9 %`. */
  words?: string;
}

/** What a service can be told about for its checks. */
export interface CheckedService {
  ref: string;
  kind: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  systemRef?: string;
  tier?: Tier;
  /** Number of the record in the portfolio, if there is one. */
  number?: string;
}

/** One thing that a managed service has, e.g. an owner. */
export interface ServiceCheck {
  /** E.g. `agreement`; weights are a definition that names it. */
  key: string;
  /** For people, e.g. `Service level agreement`. */
  label: string;
  /** Why a managed service needs it, in a sentence. */
  why: string;
  /** What to do about it where it is missing, in a sentence. */
  remedy: string;
  /**
   * Where to do it, within the portal, e.g. `/itsm/portfolio/continuity`.
   *
   * @param record - that of the portfolio, if there is one; its number for whoever works on it
   */
  path?(ref: string, record?: { number?: string }): string | undefined;
  /**
   * Whether its words are of the record in the portfolio, e.g. its number: they are told to whoever may read
   * that, and to others only whether it is met.
   */
  ofRecord?: boolean;
  /** From 1 to 10, unless the definition says otherwise. */
  weight: number;
  /** For many services at once, with a handful of statements; what it leaves out is missing. */
  read(
    services: readonly CheckedService[],
  ): Promise<ReadonlyMap<string, ServiceCheckAnswer>>;
}

/** What all practices tell of services. */
export interface ServiceViews {
  views(): readonly ServiceView[];
  checks(): readonly ServiceCheck[];
}
