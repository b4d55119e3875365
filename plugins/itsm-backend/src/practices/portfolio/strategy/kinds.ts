/** What happens to objectives and trends by itself, as kinds of due work. */
export const STRATEGY_WORK = {
  /** A KPI is asked for the value of a key result. */
  measure: 'key-result.measure',
  reviewObjective: 'business-objective.review',
  reviewTrend: 'trend.review',
} as const;

/** What is noted in the journal of objectives and trends. */
export const STRATEGY_NOTES = {
  reviewObjective: 'business-objective.review-due',
  reviewTrend: 'trend.review-due',
  reviewed: 'trend.reviewed',
} as const;

/** Key results have a journal of their own. */
export const KEY_RESULT_SUBJECT = 'key-result';
/** So does evidence of trends. */
export const EVIDENCE_SUBJECT = 'trend-evidence';
