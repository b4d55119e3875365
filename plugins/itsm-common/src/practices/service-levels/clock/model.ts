import type { AgreementType, Metric } from '../model';
import type { Threshold } from '../thresholds';
import type { WorkingTime } from '../workingTime/WorkingTime';

/** What is known of a record from a moment on: its fields by key, and facts of its service. */
export type Facts = Readonly<Record<string, unknown>>;

/** A moment in the life of a record. */
export interface Moment {
  /** When it happened, milliseconds since the epoch. */
  at: number;
  /** Position of the journal entry; it settles the order of what happened at the same instant. */
  position: number;
  facts: Facts;
  /** Whether the requester was told something: it starts a clock of the metric `update` anew. */
  told?: boolean;
}

/** How long something may take, in which working time. */
export interface Goal {
  /** Milliseconds of working time. */
  goal: number;
  /** Key of the calendar. */
  calendar: string;
}

/** One promise of an agreement, its conditions ready to be asked. */
export interface Target {
  metric: Metric;
  /** The goal for a record as it is; undefined if the agreement promises it nothing. */
  goalOf(facts: Facts): Goal | undefined;
  pauses(facts: Facts): boolean;
  /** Whether what was promised is done. */
  stops(facts: Facts): boolean;
  /** Whether what was done and is not any more goes on, or begins anew. */
  reopen: 'resume' | 'restart';
  /**
   * Whether time before the agreement came into scope counts: from the beginning of the record, with
   * the pauses that there were.
   */
  retroactive: boolean;
  /** What happens when so much of the goal is used, in the order in which it is written. */
  thresholds?: readonly Threshold[];
}

/** A version of an agreement, ready to be asked. */
export interface Agreement {
  key: string;
  version: number;
  name: string;
  type: AgreementType;
  covers(facts: Facts): boolean;
  targets: readonly Target[];
}

/** A version of a calendar. */
export interface Calendar {
  key: string;
  version: number;
  working: WorkingTime;
}

/** What was agreed, and when. */
export interface Agreed {
  /** The agreements in force at an instant, the one that goes before others first. */
  agreementsAt(at: number): readonly Agreement[];
  /** The version of a calendar in force at an instant; undefined if there is none. */
  calendarAt(key: string, at: number): Calendar | undefined;
  /** Every instant at which a version of either begins to hold, in order. */
  changes: readonly number[];
}

/** What a clock does in a stretch of its life. */
export type ClockStretchState =
  /** Working time counts. */
  | 'running'
  /** A condition of the agreement holds it. */
  | 'paused'
  /** What was promised is done. */
  | 'stopped'
  /** No agreement covers the record; or, between teams, another one has it. */
  | 'idle';

/** A stretch of a clock's life in which nothing about it changes. */
export interface ClockStretch {
  from: number;
  to: number;
  state: ClockStretchState;
  /** Position of the journal entry that it begins with; absent if it begins with a new version. */
  because?: number;
  agreement?: { key: string; version: number };
  calendar?: { key: string; version: number };
  /** Milliseconds. */
  goal?: number;
  /** Working time that counts in it, milliseconds; 0 if it does not run. */
  elapsed: number;
  /** Who had the record. */
  ownerRef?: string;
  /** Whether it lies before the agreement came into scope. */
  retroactive?: boolean;
}

/** One run of a clock, from its start until what was promised is done. */
export interface ClockCycle {
  startedAt: number;
  stretches: ClockStretch[];
  /** Where it stands. */
  state: ClockStretchState | 'cancelled';
  /** What counts, milliseconds. */
  elapsed: number;
  /** The goal in force, milliseconds; that of the last agreement if none covers it any more. */
  goal: number;
  agreement: { key: string; version: number };
  calendar: { key: string; version: number };
  /** When the goal is used up if nothing changes; while it runs, or if it was used up. */
  dueAt?: number;
  /** Whether more time counts than was agreed. */
  breached: boolean;
  stoppedAt?: number;
  /** Working time by who had the record, milliseconds; `''` if nobody had it. */
  heldBy: Readonly<Record<string, number>>;
}

/** A clock of a record. */
export interface Clock {
  /** `sla:resolution`, `ola:resolution:group:default/payments`, `uc:resolution:hosting`. */
  id: string;
  type: AgreementType;
  metric: Metric;
  /** The group of a clock between teams. */
  groupRef?: string;
  /** Oldest first; never empty. */
  cycles: ClockCycle[];
}
