import type {
  MaintenanceImpact,
  MaintenanceSource,
} from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { MaintenanceItem, MaintenanceRow } from './MaintenanceStore';
import type { MaintenanceStep } from './MaintenanceWriter';

/** Maintenance as it follows from a change or a window, as that is now. Instants are milliseconds. */
export interface WantedMaintenance {
  source: MaintenanceSource;
  sourceKey: string;
  /** Empty for a change. */
  occurrence: string;
  recordId?: string;
  title?: string;
  impact: MaintenanceImpact;
  startsAt: number;
  endsAt?: number;
}

const instant = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/**
 * The maintenance that a change asks for: while it takes something down or degrades it, and is scheduled
 * or being implemented. It begins with the planned window, or with the work if that begins before, and
 * is planned to end with the window.
 *
 * @param now - what is scheduled and has passed by then is asked for no more
 */
export function maintenanceOfChange(
  change: StoredRecord,
  now: number,
): WantedMaintenance | undefined {
  const impact = change.expectedImpact;
  if (impact !== 'degraded' && impact !== 'down') return undefined;
  const begun = change.status === 'implement';
  if (!begun && change.status !== 'scheduled') return undefined;
  const planned = instant(change.plannedStart);
  const actual = begun ? instant(change.actualStart) : undefined;
  const endsAt = instant(change.plannedEnd);
  const startsAt = Math.min(planned ?? Infinity, actual ?? Infinity);
  if (!Number.isFinite(startsAt)) return undefined;
  if (!begun && (endsAt === undefined || endsAt <= now)) return undefined;
  return {
    source: 'change',
    sourceKey: change.id,
    occurrence: '',
    recordId: change.id,
    impact,
    startsAt,
    // An emergency may have begun behind its window: nobody knows when it ends.
    endsAt: endsAt !== undefined && endsAt > startsAt ? endsAt : undefined,
  };
}

/** What a step may need to know. */
export interface StepFacts {
  now: number;
  /** When it was over, where the source says so; now if it does not. */
  over?: number;
  /** What it is about, if it is to be planned, or planned anew. */
  items: readonly MaintenanceItem[];
  /** What it was about up to now. */
  known?: readonly MaintenanceItem[];
}

const namedOf = (items: readonly MaintenanceItem[] = []) =>
  items
    .filter(({ role }) => role === 'named')
    .map(({ ref }) => ref)
    .sort()
    .join();

/** Whether it is to come, or goes on. */
export function goesOn({ state }: Pick<MaintenanceRow, 'state'>): boolean {
  return state === 'scheduled' || state === 'running';
}

/**
 * What makes maintenance as it is wanted of what it is; nothing if it is so already. It is told how things
 * stand and not what happened, so telling it twice or late makes no difference. What begins and ends by
 * the clock is not done here: that is due work of its own.
 */
export function stepTo(
  row: MaintenanceRow | undefined,
  wanted: WantedMaintenance | undefined,
  { now, over, items, known }: StepFacts,
): MaintenanceStep | undefined {
  if (!wanted) {
    if (!row || !goesOn(row)) return undefined;
    return row.state === 'scheduled'
      ? {
          before: row,
          after: { ...row, state: 'cancelled', endedAt: now },
          kinds: ['maintenance.cancelled'],
        }
      : { before: row, ...ended(row, over ?? now) };
  }
  const { startsAt, endsAt, impact, title } = wanted;
  if (!row) {
    return {
      after: {
        ...wanted,
        id: uuidv7(),
        state: 'scheduled',
        version: 0,
        journalHead: '',
        createdAt: now,
        updatedAt: now,
      },
      kinds: ['maintenance.created'],
      planned: items,
    };
  }
  const anew: MaintenanceRow = {
    ...row,
    ...wanted,
    // Absent ones must not stay.
    endsAt,
    title,
    state: 'scheduled',
    startedAt: undefined,
    endedAt: undefined,
  };
  if (!goesOn(row)) {
    return {
      before: row,
      after: anew,
      kinds: ['maintenance.created'],
      planned: items,
    };
  }
  if (row.state === 'running' && startsAt > now) {
    return {
      before: row,
      after: anew,
      kinds: ['maintenance.ended', 'maintenance.created'],
      planned: items,
    };
  }
  const about = namedOf(items) !== namedOf(known);
  const same =
    row.startsAt === startsAt &&
    row.endsAt === endsAt &&
    row.impact === impact &&
    row.title === title &&
    !about;
  if (same) return undefined;
  return {
    before: row,
    after: { ...row, startsAt, endsAt, impact, title },
    kinds: ['maintenance.changed'],
    ...(about &&
      (row.state === 'running' ? { started: items } : { planned: items })),
  };
}

/**
 * Begins what is scheduled: at the time that was planned, also if no backend ran then, or when it was
 * planned to have begun already.
 */
export function started(
  row: MaintenanceRow,
  items: readonly MaintenanceItem[],
): MaintenanceStep {
  return {
    before: row,
    after: {
      ...row,
      state: 'running',
      startedAt: Math.max(row.startsAt, row.updatedAt),
    },
    kinds: ['maintenance.started'],
    started: items,
  };
}

/** Ends what goes on. */
export function ended(
  row: MaintenanceRow,
  at: number,
): Pick<MaintenanceStep, 'after' | 'kinds'> {
  return {
    after: {
      ...row,
      state: 'ended',
      endedAt: Math.max(at, row.startedAt ?? at),
    },
    kinds: ['maintenance.ended'],
  };
}
