import type { MeasuredMinute } from '@callboard/plugin-itsm-common';
import type { Objective } from '../ObjectiveBook';

/** What an indicator could tell of a time. */
export interface Measured {
  /** In order. Minutes that are missing were not measured: they are neither good nor bad. */
  minutes: MeasuredMinute[];
  /** Why the newest minutes are missing, in a sentence, if there is a reason to be seen. */
  complaint?: string;
}

/** Measures objectives minute by minute. */
export interface Indicator {
  /**
   * @param from - a full minute
   * @param to - a full minute after it; measured up to there
   * @throws MeasuringError if nothing can be told of it at the moment
   */
  measure(objective: Objective, from: number, to: number): Promise<Measured>;
}

/** Why it cannot be measured at the moment, in a sentence for people. */
export class MeasuringError extends Error {
  /**
   * @param trouble - the connection that does not work, and not only for this query; `slow` if it may
   *   be the query
   */
  constructor(
    message: string,
    readonly trouble?: { connection: string; slow: boolean },
  ) {
    super(message);
    this.name = 'MeasuringError';
  }
}
