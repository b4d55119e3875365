import {
  thresholdInstants,
  type Agreed,
  type Clock,
  type ClockCycle,
  type Threshold,
} from '@callboard/plugin-itsm-common';
import type { NewDueItem } from '@callboard/plugin-itsm-node';
import { createHash } from 'crypto';
import { CLOCK_KINDS, THRESHOLD, type ClockEntry } from '../clocks/momentsOf';

/** What is done when a threshold is reached, as a kind of due work. */
export const THRESHOLD_REACHED = 'service-levels.threshold';
/** What was passed longer ago than this when it became known sets nothing off. */
export const LATE_MS = 3_600_000;
/** How long the key of due work may be. */
const LONGEST_KEY = 200;

/** A record as its journal and its clocks tell it. */
export interface ToldRecord {
  recordId: string;
  entries: readonly ClockEntry[];
  clocks: readonly Clock[];
}

/** What waits for a threshold: the payload of its due work. */
export interface Awaited {
  recordId: string;
  clock: string;
  run: number;
  at: string;
}

/** What is put on the calendar, and what is taken off it. */
export interface PlannedThresholds {
  schedule: NewDueItem[];
  cancel: { kind: string; key: string }[];
}

/** A clock has one item for each of its thresholds; a new run moves it. */
function keyOf(recordId: string, clockId: string, at: string): string {
  const name = `${recordId} ${clockId} ${at}`;
  if (name.length <= LONGEST_KEY) return name;
  return `${recordId} ${createHash('sha256').update(name).digest('hex')}`;
}

/** The thresholds that an agreement had at an instant for what a clock is about. */
function thresholdsAt(
  agreed: Agreed,
  key: string,
  { metric }: Clock,
  at: number,
): readonly Threshold[] {
  const agreement = agreed.agreementsAt(at).find(a => a.key === key);
  const target = agreement?.targets.find(t => t.metric === metric);
  return target?.thresholds ?? [];
}

/**
 * The thresholds in force for the newest run of a clock; none if it does not run.
 *
 * @param options - `held` also of one that is held
 */
export function thresholdsOf(
  clock: Clock,
  agreed: Agreed,
  now: number,
  options: { held?: boolean } = {},
): readonly Threshold[] {
  const cycle = clock.cycles[clock.cycles.length - 1];
  const isHeld = options.held === true && cycle.state === 'paused';
  if (cycle.state !== 'running' && !isHeld) return [];
  return thresholdsAt(agreed, cycle.agreement.key, clock, now);
}

/** All that may wait for a clock: what its last two runs were ever promised under. */
function everAwaited(clock: Clock, agreed: Agreed, now: number): Set<string> {
  const all = new Set<string>();
  const add = (key: string, at: number) =>
    thresholdsAt(agreed, key, clock, at).forEach(t => all.add(t.at));
  for (const { agreement, stretches } of clock.cycles.slice(-2)) {
    add(agreement.key, now);
    for (const { agreement: governing, from } of stretches)
      if (governing) add(governing.key, from);
  }
  return all;
}

/** The thresholds that a run of a clock has passed, as the journal says. */
export function passedIn(
  entries: readonly ClockEntry[],
  clockId: string,
  run: number,
): Set<string> {
  return new Set(
    entries
      .filter(
        ({ kind, payload }) =>
          kind.endsWith(THRESHOLD) &&
          payload.clock === clockId &&
          payload.run === run,
      )
      .map(({ payload }) => String(payload.at)),
  );
}

/** Whether a record is led here: the last thing that happened to it was not brought in from elsewhere. */
export function isLedHere(entries: readonly ClockEntry[]): boolean {
  let last: ClockEntry | undefined;
  for (const entry of entries) {
    if (!(CLOCK_KINDS as readonly string[]).includes(entry.kind)) continue;
    if (!last || entry.position > last.position) last = entry;
  }
  return last !== undefined && last.mode === 'enforce';
}

const newest = (clock: Clock): ClockCycle =>
  clock.cycles[clock.cycles.length - 1];

/**
 * When the thresholds of a record's clocks are reached if nothing changes. What was passed long ago
 * is neither planned nor taken back: it sets nothing off, unless it waited already and nobody was
 * there to do it.
 */
export function planThresholds(
  { recordId, entries, clocks }: ToldRecord,
  agreed: Agreed,
  now: number,
): PlannedThresholds {
  const planned: PlannedThresholds = { schedule: [], cancel: [] };
  if (!isLedHere(entries)) return planned;
  const causedBy = Math.max(...entries.map(entry => entry.position));
  for (const clock of clocks) {
    const run = clock.cycles.length;
    const instants = thresholdInstants(
      newest(clock),
      thresholdsOf(clock, agreed, now).map(({ at }) => at),
      agreed,
      now,
    );
    const passed = passedIn(entries, clock.id, run);
    for (const at of everAwaited(clock, agreed, now)) {
      const name = {
        kind: THRESHOLD_REACHED,
        key: keyOf(recordId, clock.id, at),
      };
      const dueAt = instants.get(at);
      if (dueAt === undefined || passed.has(at)) {
        planned.cancel.push(name);
      } else if (dueAt >= now - LATE_MS) {
        const payload: Awaited = { recordId, clock: clock.id, run, at };
        planned.schedule.push({
          ...name,
          dueAt,
          payload: { ...payload },
          causedBy,
        });
      }
    }
  }
  return planned;
}
