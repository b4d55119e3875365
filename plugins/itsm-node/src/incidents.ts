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
