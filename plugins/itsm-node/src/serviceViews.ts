import type { Permission } from '@backstage/plugin-permission-common';
import type { ServiceSections, Tier } from '@callboard/plugin-itsm-common';
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
  /** Where to do it, within the portal, e.g. `/itsm/portfolio/continuity`. */
  path?(ref: string): string;
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
