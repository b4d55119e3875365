/**
 * What an outage means for the service: it was not there, it was there and not as it should be, or
 * people were told before that it would not be.
 */
export const OUTAGE_KINDS = ['outage', 'degradation', 'planned'] as const;
export type OutageKind = (typeof OUTAGE_KINDS)[number];

/** How much of a service each kind takes away. What is degraded is half there; what is planned counts not. */
export const OUTAGE_WEIGHTS: Readonly<Record<OutageKind, number>> = {
  outage: 1,
  degradation: 0.5,
  planned: 0,
};

/** The longest that one outage may be: what is longer is a mistyped year. */
export const LONGEST_OUTAGE_MS = 366 * 86_400_000;
/** How far ahead something may be planned. */
export const FARTHEST_PLANNED_MS = 366 * 86_400_000;
/** How far back something may be recorded. */
export const OLDEST_OUTAGE_MS = 10 * 366 * 86_400_000;

/** An outage as it is counted. Instants are milliseconds; one without an end goes on. */
export interface OutageSpan {
  kind: OutageKind;
  begin: number;
  end?: number;
}

/** A stretch in which a service was down or degraded throughout. */
export interface Downtime {
  from: number;
  to: number;
  kind: Exclude<OutageKind, 'planned'>;
}

/** How much of a period a service was there. Durations are milliseconds. */
export interface RecordedAvailability {
  /** The period, up to now. */
  period: number;
  /** Down, by whichever outages. */
  down: number;
  /** Degraded and not down. */
  degraded: number;
  /** Planned, whether it was down by something else at that time or not. */
  planned: number;
  /** Times that it went down: outages that overlap or touch are one. */
  outages: number;
  /** Share of the period in which it was there, degraded time by half; 1 before the period begins. */
  availability: number;
}

/** Spans as far as they are within a period, in order; those that overlap or touch are one. */
function merged(
  spans: readonly OutageSpan[],
  from: number,
  to: number,
): { from: number; to: number }[] {
  const within = spans
    .map(({ begin, end }) => ({
      from: Math.max(begin, from),
      to: Math.min(end ?? to, to),
    }))
    .filter(span => span.from < span.to)
    .sort((a, b) => a.from - b.from);
  const all: { from: number; to: number }[] = [];
  for (const span of within) {
    const last = all[all.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else all.push({ ...span });
  }
  return all;
}

/** What is left of spans without others; both are in order and without overlap. */
function without(
  spans: readonly { from: number; to: number }[],
  others: readonly { from: number; to: number }[],
): { from: number; to: number }[] {
  const left: { from: number; to: number }[] = [];
  let i = 0;
  for (const { from, to } of spans) {
    let at = from;
    while (i < others.length && others[i].to <= at) i += 1;
    for (let k = i; k < others.length && others[k].from < to; k += 1) {
      if (others[k].from > at) left.push({ from: at, to: others[k].from });
      at = Math.max(at, others[k].to);
    }
    if (at < to) left.push({ from: at, to });
  }
  return left;
}

const ofKind = (outages: readonly OutageSpan[], kind: OutageKind) =>
  outages.filter(outage => outage.kind === kind);
const sumOf = (spans: readonly { from: number; to: number }[]) =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

/**
 * When a service was down or degraded within a period, in order and without overlap. Where outages
 * overlap they count once, and the worse one counts. What is planned adds nothing, and excuses nothing:
 * an outage that was recorded beside it counts.
 *
 * @param now - as far as an outage without an end goes; nothing is counted ahead of it
 */
export function downtimeOf(
  outages: readonly OutageSpan[],
  from: number,
  to: number,
  now: number,
): Downtime[] {
  const until = Math.min(to, now);
  const down = merged(ofKind(outages, 'outage'), from, until);
  const degraded = without(
    merged(ofKind(outages, 'degradation'), from, until),
    down,
  );
  return [
    ...down.map(span => ({ ...span, kind: 'outage' as const })),
    ...degraded.map(span => ({ ...span, kind: 'degradation' as const })),
  ].sort((a, b) => a.from - b.from);
}

/** How much of a period a service was there; see {@link downtimeOf} for what counts. */
export function recordedAvailability(
  outages: readonly OutageSpan[],
  from: number,
  to: number,
  now: number,
): RecordedAvailability {
  const until = Math.min(to, now);
  const period = Math.max(0, until - from);
  const all = downtimeOf(outages, from, to, now);
  const down = all.filter(({ kind }) => kind === 'outage');
  const lost = sumOf(down);
  const degraded = sumOf(all) - lost;
  return {
    period,
    down: lost,
    degraded,
    planned: sumOf(merged(ofKind(outages, 'planned'), from, until)),
    outages: down.length,
    availability:
      period === 0
        ? 1
        : (period - lost - degraded * OUTAGE_WEIGHTS.degradation) / period,
  };
}
