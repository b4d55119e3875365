import type { KeyResultDirection } from './model';

/** What the progress of a key result follows from. */
export interface ProgressOf {
  start: number;
  target: number;
  /** Absent while nothing was measured. */
  current?: number;
  direction: KeyResultDirection;
}

/** Whether a value is as good as another one, or better. */
export function isAsGood(
  value: number,
  than: number,
  direction: KeyResultDirection,
): boolean {
  return direction === 'up' ? value >= than : value <= than;
}

/** Why a key result cannot be so; undefined if it can. */
export function targetFault(
  of: Omit<ProgressOf, 'current'>,
): string | undefined {
  if (isAsGood(of.target, of.start, of.direction)) return undefined;
  return of.direction === 'up'
    ? 'target: must be at least the start, as more is better; say that less is better, or change one of them'
    : 'target: must be at most the start, as less is better; say that more is better, or change one of them';
}

/**
 * How far a key result is, from 0 at its start (or worse) to 1 at its target (or better); undefined while
 * nothing was measured. One whose target is its start is to hold: it is 1 as long as it does, else 0.
 */
export function keyResultProgress(of: ProgressOf): number | undefined {
  const { start, target, current, direction } = of;
  if (current === undefined) return undefined;
  if (isAsGood(current, target, direction)) return 1;
  if (isAsGood(start, current, direction)) return 0;
  // Halved first: the difference of two very large numbers would be no number.
  const way = target / 2 - start / 2;
  if (way === 0) return 0;
  const share = (current / 2 - start / 2) / way;
  return Math.min(1, Math.max(0, share));
}

/**
 * How far an objective is: the mean of its key results. What nobody measured has not moved and counts as
 * 0; where nothing was measured there is nothing to say. The mean of key results is how OKRs are usually
 * told (Doerr, Measure What Matters, 2018).
 */
export function objectiveProgress(
  keyResults: readonly { progress?: number }[],
): number | undefined {
  const measured = keyResults.some(({ progress }) => progress !== undefined);
  if (!measured) return undefined;
  const sum = keyResults.reduce((total, k) => total + (k.progress ?? 0), 0);
  return Math.min(1, sum / keyResults.length);
}

/** An objective with what makes it up. */
export interface ObjectiveTree {
  keyResults: readonly { progress?: number }[];
  /** The objectives that are part of it and count. */
  parts: readonly ObjectiveTree[];
}

/**
 * How far an objective with parts is: each of its key results counts as much as each objective that is
 * part of it, and that one is as far as what it is made of.
 */
export function rolledUpProgress(of: ObjectiveTree): number | undefined {
  const parts = of.parts.map(part => ({ progress: rolledUpProgress(part) }));
  return objectiveProgress([...of.keyResults, ...parts]);
}

/** Share of a period that is over, from 0 to 1; undefined for a period that is not said. */
export function elapsedShare(
  period: { from?: number; to?: number },
  now: number,
): number | undefined {
  const { from, to } = period;
  if (from === undefined || to === undefined || to <= from) return undefined;
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}
