/** What a number is counted in. A duration is milliseconds, a percentage is between 0 and 1. */
export const KPI_UNITS = [
  'count',
  'percent',
  'duration',
  'number',
  'score',
] as const;
export type KpiUnit = (typeof KPI_UNITS)[number];

/** Which way is better. Of some numbers neither is: they say how much there is to do. */
export const KPI_DIRECTIONS = ['up', 'down', 'neutral'] as const;
export type KpiDirection = (typeof KPI_DIRECTIONS)[number];

/**
 * What a number rests on: events, i.e. what the journal saw happen, or what the source of imported
 * records states about them. The two differ where a source lost events or counts differently.
 */
export const KPI_BASES = ['events', 'stated'] as const;
export type KpiBasis = (typeof KPI_BASES)[number];

/** What many values become one by. Percentiles are by nearest rank: a value that did occur. */
export const KPI_STATISTICS = ['median', 'mean', 'p90', 'max', 'sum'] as const;
export type KpiStatistic = (typeof KPI_STATISTICS)[number];

/** The share of values at or below a percentile. */
export const PERCENTILES: Readonly<Partial<Record<KpiStatistic, number>>> = {
  median: 0.5,
  p90: 0.9,
  max: 1,
};

/** How long a point of a series is, in the time zone of the portal's numbers. Weeks begin on Monday. */
export const KPI_GRAINS = ['hour', 'day', 'week', 'month', 'quarter'] as const;
export type KpiGrain = (typeof KPI_GRAINS)[number];

/** Where facts are counted: those of a kind that reached a stage, e.g. incidents resolved. */
export interface FactsAt {
  kind: string;
  stage: string;
  /** Only those that bear the mark. */
  mark?: string;
}

/**
 * How a number is made of facts. The rollups know how many facts reached a stage, how many of them
 * bear each mark, and of each value the sum and, where the kind says so, the distribution.
 */
export type KpiFormula =
  /** How many. */
  | { of: 'count'; facts: FactsAt }
  /** The part of the facts that bears a mark; `among` leaves those without that mark out of both. */
  | { of: 'share'; facts: FactsAt & { mark: string }; among?: string }
  /** A value of each fact: median, mean, p90, max, sum as the question says. */
  | {
      of: 'value';
      facts: Omit<FactsAt, 'mark'>;
      value: string;
      statistics: readonly KpiStatistic[];
      /** Where the question does not say. */
      statistic: KpiStatistic;
    }
  /** A sum of values, or a count, for each of another. */
  | {
      of: 'ratio';
      numerator: FactsAt & { value?: string };
      denominator: FactsAt & { value?: string };
    }
  /** How many had entered and not left at the end of a point. */
  | { of: 'level'; entered: FactsAt; left: FactsAt }
  /** How long those had been in on average at the end of a point. */
  | { of: 'level-age'; entered: FactsAt; left: FactsAt }
  /** Told by a practice that keeps or reckons it itself, e.g. availability. */
  | { of: 'gauge'; gauge: string };

/** What a version of a definition brought. */
export interface KpiChange {
  version: number;
  /** Since when it holds, milliseconds since the epoch. */
  at?: number;
  what: string;
  /** The formula until then, so that earlier versions can still be asked. */
  before?: KpiFormula;
}

/**
 * A key performance indicator: what is counted, why, and where the idea is from. Practices bring
 * theirs; definitions of the kind `kpi` add others, or say of one who owns it and which target it has.
 */
export interface KpiDefinition {
  /** The practice's word, a point and a name, e.g. `incidents.time-to-resolve`. */
  key: string;
  practice: string;
  name: string;
  /** The question it answers, one sentence. */
  purpose: string;
  /** How it is counted, in words. */
  formulaWords: string;
  /** A standard or a book, with its place in it. */
  source: string;
  unit: KpiUnit;
  direction: KpiDirection;
  basis: KpiBasis;
  formula: KpiFormula;
  /** The same of what the source of imported records states, if it does. */
  stated?: KpiFormula;
  /** Keys of the dimensions it can be asked by. Never people. */
  dimensions: readonly string[];
  /** A user or a group that answers for it. */
  ownerRef?: string;
  target?: number;
  /**
   * A number of a team for itself: told of all together, or to a team of itself; never by team.
   */
  forTeamItself?: boolean;
  /**
   * How many there must be for the number to be told, where each is what somebody said: of fewer, how many
   * there are is all that is told. What is behind it is not listed.
   */
  fewest?: number;
  /** Grows when the formula does; what changed is told with it. */
  version: number;
  changes?: readonly KpiChange[];
  /**
   * What it waits for before it can be told, e.g. `Reports of deployments`. It is listed, with its
   * place, and answers nothing.
   */
  awaits?: string;
}
