/** What happens to services of the portfolio by itself, as kinds of due work. */
export const SERVICE_WORK = {
  /** The catalog has the entity that it was given. */
  bind: 'service.bind',
  /** What was imported is brought in step with what it is bound to. */
  settle: 'service.settle',
} as const;
