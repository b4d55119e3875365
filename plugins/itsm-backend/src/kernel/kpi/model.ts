/** How many facts there are, and what they add up to. By marks and values of the stage. */
export interface FactSums {
  count: number;
  /** How many bear each mark that is counted at the stage. */
  marks: Readonly<Record<string, number>>;
  /** How many have each value that is added up at the stage, and their sum. */
  values: Readonly<Record<string, { count: number; sum: number }>>;
  /**
   * The sum of the instants of their first stage, each as milliseconds after the first bound that was
   * asked for; facts that never reached the first stage count with the stage that was asked.
   */
  since: number;
}

/** Asks the rollups for points of time. */
export interface CellQuestion {
  kind: string;
  stage: string;
  /** Absent, of all facts. */
  dimension?: string;
  /** Values of the dimension that are kept, taken together; undefined for facts without one. */
  values?: readonly (string | undefined)[];
  /**
   * Where points begin and the last one ends, ascending: two bounds are one point. Each is the
   * beginning of a day in the zone of the numbers; one within a day counts as its beginning, as the
   * last bound as its end.
   */
  bounds: readonly number[];
  /** Asks for all that was before the first bound, for levels. */
  before?: boolean;
  /**
   * Asks for percentiles of a value, by their shares, e.g. 0.5; exact below so many values, 10,000 if it
   * does not say.
   */
  percentiles?: {
    value: string;
    shares: readonly number[];
    exactBelow?: number;
  };
}

/** What a point adds up to. */
export interface CellPoint extends FactSums {
  /** In the order of the shares that were asked; absent where there is no value. */
  percentiles?: readonly number[];
  /** False where percentiles may be off by 1 %. */
  exact: boolean;
}

/** The answer to one question. */
export interface CellAnswer {
  points: readonly CellPoint[];
  /** What was before, if it was asked. */
  before?: FactSums;
  /** How many spans of time were read: months, and days of which they are made. */
  read: { months: number; days: number };
}

/** Asks the rollups for each value of a dimension. */
export interface GroupQuestion {
  kind: string;
  stage: string;
  dimension: string;
  /**
   * Beginnings of days in the zone of the numbers; from 1970 on, if there is no `from`: instants of first
   * stages are counted from there then.
   */
  from?: number;
  to: number;
}

/** One value of a dimension. */
export interface FactGroup extends FactSums {
  /** Absent for the facts without one. */
  value?: string;
}

/** Which facts. Those kept out as restricted are never among them. */
export interface FactFilter {
  kind: string;
  /** They reached it. */
  stage: string;
  /** When they reached it: from, and before. */
  from?: number;
  to?: number;
  /** Of each dimension one of the values; undefined for facts without one. */
  where?: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** They bear all of them. */
  marks?: readonly string[];
  /** They bear none of them. */
  without?: readonly string[];
  /** They have a value of it. */
  having?: string;
}

/** A fact as it is now. */
export interface FactRow {
  id: string;
  recordId?: string;
  /** When it reached the stage that was asked for. */
  at: number;
  stages: Readonly<Record<string, number>>;
  values: Readonly<Record<string, number>>;
  marks: readonly string[];
  dimensions: Readonly<Record<string, string>>;
}

/** A place in the list of facts, the latest first. */
export interface FactPlace {
  at: number;
  id: string;
}

/** Those that had entered and not left. */
export interface OpenFilter {
  kind: string;
  entered: { stage: string; mark?: string };
  left: { stage: string; mark?: string };
  where?: FactFilter['where'];
}

/** How old those are that were open at an instant. */
export interface OpenAges {
  /** The value of the dimension that was asked by, if it has one. */
  value?: string;
  total: number;
  /** How long they had been open, all together. */
  ageSum: number;
  /** How many in each band; one more than there are ends of bands. */
  bands: readonly number[];
}

/** How far the rollups are. */
export interface RollupState {
  /** Entries of the journal that are still to be read. */
  unread: number;
  rebuilding: boolean;
  /** Up to when all that happened is counted in, milliseconds since the epoch. */
  asOf: number;
}
