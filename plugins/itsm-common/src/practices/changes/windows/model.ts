/**
 * What a window is: a freeze, in which nothing may be changed without an exception, or maintenance,
 * in which something may be degraded or down and nobody needs to be alarmed.
 */
export const WINDOW_KINDS = ['freeze', 'maintenance'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** What maintenance does to what it is about. */
export const MAINTENANCE_IMPACTS = ['degraded', 'down'] as const;
export type MaintenanceImpact = (typeof MAINTENANCE_IMPACTS)[number];

/** How it stands with maintenance. */
export const MAINTENANCE_STATES = [
  'scheduled',
  'running',
  'ended',
  'cancelled',
] as const;
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number];

/** Where maintenance comes from: a change, or a definition of a window. */
export const MAINTENANCE_SOURCES = ['change', 'window'] as const;
export type MaintenanceSource = (typeof MAINTENANCE_SOURCES)[number];

/** The kind of definition that windows are. */
export const CHANGE_WINDOW_KIND = 'change-window';

/** The role of approvers who may let a change into a freeze, see `exceptionBy` of windows. */
export const FREEZE_EXCEPTION_ROLE = 'freeze-exception';

/** The topic of events about maintenance, for other plugins of the backend. */
export const MAINTENANCE_TOPIC = 'itsm.maintenance';

/** How far ahead maintenance of recurring windows is planned. */
export const PLANNED_AHEAD_MS = 8 * 86_400_000;
/** How far ahead pages of entities tell of maintenance. */
export const TOLD_AHEAD_MS = 7 * 86_400_000;
/** The longest that one freeze may be. */
export const LONGEST_FREEZE_DAYS = 366;
/** The longest that one maintenance may be. */
export const LONGEST_MAINTENANCE_DAYS = 90;

/** How long a window is: days of the calendar, and exact time on top. */
export interface WindowLength {
  days: number;
  /** Milliseconds. */
  exact: number;
}

const LENGTH =
  /^(?=\d)(?:(\d{1,3})w)?(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/;

/** Reads `90m`, `4h`, `2d` or `1w2d12h`; undefined if it is none. */
export function readWindowLength(text: string): WindowLength | undefined {
  const [whole, weeks, days, hours, minutes] = LENGTH.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return {
    days: Number(weeks ?? 0) * 7 + Number(days ?? 0),
    exact: Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000,
  };
}

/** Begin or end of an occurrence of a window, as others of the practice ask for them. */
export interface WindowOccurrence {
  /** Key of the definition. */
  key: string;
  /** The local time at which it begins by the rule, e.g. `2026-12-20T18:00`: its name for good. */
  begins: string;
  title: string;
  kind: WindowKind;
  /** Milliseconds since the epoch. */
  startsAt: number;
  /** The first instant after it. */
  endsAt: number;
}
