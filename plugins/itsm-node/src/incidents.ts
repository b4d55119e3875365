import type { StatusCategory } from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';
import type { Knex } from 'knex';
import { createTypedServiceRef } from './services';

/** An announced major incident that is not over. Everybody may know what is in it but its number. */
export interface OngoingDisruption {
  recordId: string;
  /** For whoever may read the incident. */
  number: string;
  /** Since when it is a major incident, milliseconds since the epoch. */
  since: number;
  /** Its service, and the configuration item that it is about. */
  items: string[];
}

/** What everybody may know of disruptions. */
export interface DisruptionsService {
  /**
   * Services and configuration items of announced major incidents that are not over. Restricted
   * incidents are never announced.
   */
  disrupted(): Promise<ReadonlySet<string>>;
  /** Announced major incidents that are not over, the newest first. */
  ongoing(): Promise<readonly OngoingDisruption[]>;
  /**
   * Of those of the records that are incidents, the service and the configuration item, and whether it is a
   * major one now.
   *
   * @param executor - the transaction that asks
   */
  itemsOf(
    recordIds: readonly string[],
    executor?: Knex,
  ): Promise<{ recordId: string; major: boolean; items: string[] }[]>;
}

/** The disruptions that the practice `incidents` knows of. */
export const disruptionsServiceRef = createTypedServiceRef<DisruptionsService>(
  'incidents.disruptions',
);

/** An incident as other practices show it. */
export interface IncidentBrief {
  id: string;
  number: string;
  title: string;
  status: string;
  statusCategory: StatusCategory;
  priority?: number;
  major: boolean;
  serviceRef?: string;
  ciRef?: string;
  /** Milliseconds since the epoch. */
  openedAt: number;
}

/** Incidents, as far as the caller may read them. It asks for their permission itself. */
export interface IncidentsReader {
  /** Those that were opened within a span and not cancelled, the earliest first. */
  opened(
    caller: Caller,
    span: { from: number; to: number },
    limit: number,
  ): Promise<IncidentBrief[]>;
  /** Those of the records that are incidents, by id. */
  briefs(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, IncidentBrief>>;
}

/** Incidents of the practice `incidents`. */
export const incidentsReaderRef =
  createTypedServiceRef<IncidentsReader>('incidents.reader');

/** Incidents on an item in one part of a time, added up. */
export interface IncidentsOnItem {
  ciRef: string;
  serviceRef?: string;
  /** Which part of the time, from 0. */
  slot: number;
  count: number;
  /** How long they were open, together; those that are open still, until the end of the time. */
  openMs: number;
}

/** An incident as far as what repeats is looked for in it: nothing of people. */
export interface RepeatedTitle {
  title: string;
  serviceRef?: string;
  ciRef?: string;
  /** Milliseconds since the epoch. */
  openedAt: number;
  openMs: number;
}

/**
 * What repeats among incidents, for what is shown to everybody who may read numbers: none is counted
 * that is restricted or was cancelled. It knows no permissions.
 */
export interface RepeatingIncidents {
  /**
   * Those on items by parts of a time that starts at the first of the instants; of items with so many at
   * least since `since`, those with the most.
   *
   * @param bounds - the parts are between these instants, ascending
   */
  onItems(
    bounds: readonly number[],
    options: { since: number; least: number; limit: number },
  ): Promise<IncidentsOnItem[]>;
  /** The titles of those opened within a span, the newest first. */
  titles(
    span: { from: number; to: number },
    limit: number,
  ): Promise<RepeatedTitle[]>;
  /** Those that were open at an instant and older than that, by the team that they are with now. */
  aged(
    at: number,
    olderThanMs: number,
  ): Promise<{ ownerRef?: string; count: number; openMs: number }[]>;
}

/** What repeats, of the practice `incidents`. */
export const repeatingIncidentsRef = createTypedServiceRef<RepeatingIncidents>(
  'incidents.repeating',
);
