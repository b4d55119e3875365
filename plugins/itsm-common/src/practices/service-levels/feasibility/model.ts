/**
 * Whether a promise can be kept. `infeasible`: not even if everybody behind it keeps what they promise.
 * `unknown`: nothing says so, but not everybody behind it promises something. `feasible`: it can, as far
 * as promises go.
 */
export const FEASIBILITY_VERDICTS = [
  'infeasible',
  'unknown',
  'feasible',
] as const;
export type FeasibilityVerdict = (typeof FEASIBILITY_VERDICTS)[number];

/**
 * Why it is not known: nothing is known to be behind it, something behind it promises nothing, it was
 * too much to reckon, or the practice `cmdb`, which knows what is behind it, is switched off.
 */
export const FEASIBILITY_REASONS = [
  'nothingBehind',
  'unpromised',
  'tooLarge',
  'noCmdb',
] as const;
export type FeasibilityReason = (typeof FEASIBILITY_REASONS)[number];

/**
 * The annotation of an objective that is measured by a Prometheus and promises availability: `true`.
 * What is measured from outages does without.
 */
export const OBJECTIVE_AVAILABILITY_ANNOTATION = 'callboard.dev/availability';

/**
 * In answers it stands before the reference of an item, for what suppliers promise of it where the
 * item promises something itself: `agreement:component:default/payment`.
 */
export const SUPPLIED_PREFIX = 'agreement:';
