import type { TimeSpan } from './model';

/** A time at which a change would be in conflict with nothing. */
export interface Slot extends TimeSpan {
  /** A maintenance window that it lies within. */
  maintenance?: string;
}

/** What a slot is looked for with. Instants are milliseconds since the epoch. */
export interface SlotQuestion {
  /** How long it must be, in milliseconds. */
  duration: number;
  /** Not before. */
  from: number;
  /** Over at the latest. */
  until: number;
  /** When it cannot be. */
  busy: readonly TimeSpan[];
  /** When it is best: slots within these come first. */
  preferred?: readonly (TimeSpan & { title: string })[];
  /** Beside the starts of gaps, tried every so long from `from` on, e.g. at the same time each day. */
  every?: number;
  /** At most so many. */
  count: number;
}

/** Spans in order, those that touch or overlap as one. */
export function mergedSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const merged: TimeSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ from: span.from, to: span.to });
  }
  return merged;
}

/** What is left of a span without others, which are in order and do not overlap. */
function gapsOf(within: TimeSpan, taken: readonly TimeSpan[]): TimeSpan[] {
  const gaps: TimeSpan[] = [];
  let { from } = within;
  for (const span of taken) {
    if (span.to <= from) continue;
    if (span.from >= within.to) break;
    if (span.from > from) gaps.push({ from, to: span.from });
    from = span.to;
  }
  if (from < within.to) gaps.push({ from, to: within.to });
  return gaps;
}

/** Starts within a gap: its own, and those of every so long from an instant on. */
function* startsIn(
  gap: TimeSpan,
  { duration, from, every }: SlotQuestion,
): Generator<number> {
  let next = gap.from;
  if (next + duration <= gap.to) yield next;
  if (every === undefined) return;
  for (;;) {
    const steps = Math.floor((next - from) / every) + 1;
    next = from + steps * every;
    if (next + duration > gap.to) return;
    yield next;
  }
}

/**
 * Finds the next times that are free for so long: within a preferred span if there is one, then as soon
 * as can be. No two overlap.
 */
export function freeSlots(question: SlotQuestion): Slot[] {
  const { duration, from, until, count } = question;
  if (!(duration > 0) || (question.every ?? 1) <= 0) return [];
  const busy = mergedSpans(question.busy);
  const slots: Slot[] = [];
  const take = (within: TimeSpan, maintenance?: string) => {
    const taken = mergedSpans([...busy, ...slots]);
    for (const gap of gapsOf(within, taken)) {
      let free = gap.from;
      for (const start of startsIn(gap, question)) {
        if (slots.length >= count) return;
        if (start < free) continue;
        free = start + duration;
        slots.push({
          from: start,
          to: free,
          ...(maintenance !== undefined && { maintenance }),
        });
      }
    }
  };
  const preferred = [...(question.preferred ?? [])].sort(
    (a, b) => a.from - b.from,
  );
  for (const { title, ...span } of preferred) {
    take(
      { from: Math.max(span.from, from), to: Math.min(span.to, until) },
      title,
    );
  }
  take({ from, to: until });
  return slots;
}
