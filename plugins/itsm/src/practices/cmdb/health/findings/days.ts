import { DateTime } from 'luxon';

/** The day of an instant, as the reader writes days. */
export const dayOf = (instant: string) =>
  DateTime.fromISO(instant).toLocaleString(DateTime.DATE_MED);
