/** What happens to services of the portfolio by itself, as kinds of due work. */
export const SERVICE_WORK = {
  /** The catalog has the entity that it was given. */
  bind: 'service.bind',
  /** What was imported is brought in step with what it is bound to. */
  settle: 'service.settle',
  /** What it is bound to was renamed in the catalog. */
  rename: 'service.rename',
  /** It is to be looked at again. */
  review: 'service.review',
} as const;

/** What is noted in the journal of services. */
export const SERVICE_NOTES = { review: 'service.review-due' } as const;
