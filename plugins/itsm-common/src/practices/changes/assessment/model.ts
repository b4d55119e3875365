/** What two things have to do with each other that are planned for the same time. */
export const CONNECTION_KINDS = ['same', 'hits', 'hit-by'] as const;
/**
 * `same`: both name the same item. `hits`: what fails if the items of the one fail is an item of the
 * other. `hit-by`: the other way round.
 */
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** What a change can be in conflict with. */
export const CONFLICT_KINDS = [
  'change',
  'joint',
  'freeze',
  'major-incident',
] as const;
/**
 * `change`: another change of the same or a connected item. `joint`: a change with which together it
 * takes something down that neither does alone, for both hit members of one redundancy. `freeze`: a
 * change freeze on an item, or on something that fails with it. `major-incident`: one that is not over,
 * on such an item.
 */
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** Of one answer; how many there are is said beside them. */
export const MOST_CONFLICTS = 100;
/** Items of the blast radius in one answer, the most important first. */
export const MOST_BLAST_ITEMS = 20;
/** Slots that are proposed. */
export const MOST_SLOTS = 5;
/** How far ahead of the wanted start a slot is looked for. */
export const SLOT_DAYS = 14;
/** How long a major incident that is not over is taken to go on, from now. */
export const MAJOR_INCIDENT_HOURS = 24;

/** The kind of definition that says what makes a change risky. */
export const RISK_MODEL_KIND = 'risk-model';

/** A span of time, in milliseconds since the epoch: from its start up to, and not with, its end. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** What both have of two spans; undefined if nothing. Spans that touch do not overlap. */
export function overlapOf(a: TimeSpan, b: TimeSpan): TimeSpan | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : undefined;
}
