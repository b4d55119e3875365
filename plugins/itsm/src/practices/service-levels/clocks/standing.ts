import type { ClockView } from '@callboard/plugin-itsm-common';

/** What is needed of a clock to say how it stands; lists know no more. */
export type ShownClock = Pick<
  ClockView,
  | 'id'
  | 'type'
  | 'metric'
  | 'state'
  | 'goal'
  | 'elapsed'
  | 'dueAt'
  | 'breached'
  | 'counting'
  | 'changesAt'
> &
  Partial<Pick<ClockView, 'stoppedAt' | 'groupRef'>>;

/** How a clock stands, as people speak of it. */
export type Standing =
  /** Time counts, and there is enough of it. */
  | 'running'
  /** Less than a quarter is left. */
  | 'short'
  /** More was taken than agreed, and it goes on. */
  | 'late'
  /** It runs, but nobody works at this time. */
  | 'closed'
  /** Held, as agreed. */
  | 'paused'
  /** No agreement covers it at the moment. */
  | 'idle'
  | 'kept'
  | 'missed'
  | 'cancelled';

const SHORT = 0.25;

/** An answer of the server, and when it came by the clock of this machine. */
export interface Answered {
  /** The server's instant, ISO. */
  at: string;
  receivedAt: number;
}

/**
 * Working time that is left, milliseconds; negative once it is late. The server says whether time
 * counts and until when, so that this machine need know neither the calendar nor the right time.
 */
export function leftAt(
  clock: Pick<ShownClock, 'goal' | 'elapsed' | 'counting' | 'changesAt'>,
  answered: Answered,
  now: number,
): number {
  const left = clock.goal - clock.elapsed;
  if (!clock.counting) return left;
  const ends = clock.changesAt
    ? Date.parse(clock.changesAt) - Date.parse(answered.at)
    : Number.POSITIVE_INFINITY;
  const passed = Math.max(0, now - answered.receivedAt);
  return left - Math.min(passed, ends);
}

/** How a clock stands with so much left. */
export function standingOf(clock: ShownClock, left: number): Standing {
  const { state, goal, breached } = clock;
  if (state === 'cancelled') return 'cancelled';
  if (state === 'stopped') return breached ? 'missed' : 'kept';
  if (left < 0 || breached) return 'late';
  if (state === 'paused') return 'paused';
  if (state === 'idle') return 'idle';
  if (!clock.counting) return 'closed';
  return left < goal * SHORT ? 'short' : 'running';
}

const TYPES = ['sla', 'ola', 'uc'];
const METRICS = ['response', 'resolution', 'update'];

/** What was promised to customers comes first; then in the order in which it happens. */
export function inReadingOrder<T extends ShownClock>(
  clocks: readonly T[],
): T[] {
  const rank = ({ type, metric }: T) =>
    TYPES.indexOf(type) * 10 + METRICS.indexOf(metric);
  return [...clocks].sort((a, b) => rank(a) - rank(b));
}

/** The clock that matters most: of those that run the first that is due, else one that is held. */
export function mostUrgent<T extends ShownClock>(
  clocks: readonly T[],
): T | undefined {
  const due = ({ dueAt }: T) => (dueAt ? Date.parse(dueAt) : Infinity);
  const first = (state: ShownClock['state'], by: (clock: T) => number) =>
    clocks
      .filter(clock => clock.state === state)
      .sort((a, b) => by(a) - by(b))[0];
  return (
    first('running', due) ??
    first('paused', ({ goal, elapsed }) => goal - elapsed) ??
    // What came of the end is what is asked for afterwards.
    clocks.find(
      ({ state, type, metric }) =>
        state === 'stopped' && type === 'sla' && metric === 'resolution',
    )
  );
}
