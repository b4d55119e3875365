import type { Caller } from './caller';
import { createTypedServiceRef } from './services';

/** When somebody answers for a service. */
export interface SupportHours {
  /** Of the calendar, e.g. `Office hours`. */
  title: string;
  /** A time zone of the IANA database. */
  zone: string;
  open: boolean;
  /** When that changes, milliseconds since the epoch; absent if it never does. */
  until?: number;
}

/** Tells when somebody answers for services. */
export interface SupportHoursReader {
  /**
   * By the first promise to customers of a first reaction, or of an end where none promises that.
   * None for whoever has neither `itsm.service-levels.read` nor `itsm.portfolio.read`; the caller comes
   * with the scopes of both.
   *
   * @param ref - the service as the catalog calls it; the caller may see it
   */
  hoursOf(caller: Caller, ref: string): Promise<SupportHours | undefined>;
}

/** The hours that the practice `service-levels` knows of. */
export const supportHoursRef = createTypedServiceRef<SupportHoursReader>(
  'service-levels.support-hours',
);
