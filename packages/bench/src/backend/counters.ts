/** What happened in this process, for a request that is looked at. */
export const counters = {
  /** Decisions that the policy made. */
  decisions: 0,
};
