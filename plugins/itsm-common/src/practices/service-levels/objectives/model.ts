/** How an error budget is counted, in OpenSLO's words. */
export const BUDGETING_METHODS = [
  'Occurrences',
  'Timeslices',
  'RatioTimeslices',
] as const;
export type BudgetingMethod = (typeof BUDGETING_METHODS)[number];

/** Where measurements come from: Prometheus, or what the portal itself knows of outages. */
export const OBJECTIVE_SOURCES = ['prometheus', 'records'] as const;
export type ObjectiveSource = (typeof OBJECTIVE_SOURCES)[number];

/**
 * How it stands with an objective. `exhausted`: nothing of the error budget is left. `burning`: some is
 * left, and an alert says that it will not last. `met`: neither. `noData`: nothing was measured in its
 * window.
 */
export const OBJECTIVE_STATES = [
  'met',
  'burning',
  'exhausted',
  'noData',
] as const;
export type ObjectiveState = (typeof OBJECTIVE_STATES)[number];

/** Whether somebody is to get up for it, or whether it has time until the morning. */
export const ALERT_SEVERITIES = ['page', 'ticket'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** The annotation that attaches an objective to an entity of the catalog. */
export const OBJECTIVE_ENTITY_ANNOTATION = 'callboard.dev/entity';

/** The annotation that says what comes of a page: `incident`. */
export const OBJECTIVE_ON_BURN_ANNOTATION = 'callboard.dev/on-burn';

/** What the journal calls objectives, and what it tells of them. */
export const OBJECTIVE_SUBJECT = 'objective';
export const OBJECTIVE_ALERT_STARTED = 'objective.alert.started';
export const OBJECTIVE_ALERT_ENDED = 'objective.alert.ended';

/** Kinds of definitions. Their bodies are OpenSLO documents. */
export const OBJECTIVE_KIND = 'objective';
export const INDICATOR_KIND = 'indicator';
export const ALERT_POLICY_KIND = 'alert-policy';
