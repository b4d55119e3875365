/** Time in which an entity was not there, or only in part. */
export interface Downtime {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  /** How much of it was not there: 1 for all of it, 0.5 for half. Above 0, at most 1. */
  weight: number;
}

/** Knows when entities were not there. */
export interface OutageSource {
  /**
   * What is on record of a time, in any order, spans that overlap included: the heaviest counts. An
   * outage that is not over yet ends with the time that is asked for. What was corrected since is told as it
   * is known now.
   */
  downtime(entityRef: string, from: number, to: number): Promise<Downtime[]>;
}
