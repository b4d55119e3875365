/** What is put on the calendar for risks. */
export const RISK_WORK = {
  review: 'risk.review',
  lapse: 'risk.lapse',
} as const;

/** What the journal notes of risks beside their changes. */
export const RISK_NOTES = {
  reviewDue: 'risk.review-due',
} as const;
