import type { BenchDatabase } from './database';

/** What a figure prints: one JSON line. */
export interface FigureResult {
  figure: string;
  /** Ours over floor, by the medians. */
  ratio: number;
  /** Absent if a figure is reported only. */
  aim?: number;
  holds?: boolean;
  unit: string;
  /** Median of ours and of the floor, in the unit. */
  ours: number;
  floor: number;
  samples: number;
  /** What else a figure says of itself, e.g. how far the followers were behind. */
  [more: string]: unknown;
}

/** Both sides, measured once in turn. Further numbers are quoted by their medians. */
export interface Sample {
  ours: number;
  floor: number;
  [more: string]: number;
}

/** A figure that is ready to be measured. */
export interface PreparedFigure {
  sample(): Promise<Sample>;
  /**
   * What is said beside the ratio once all is measured. `alsoHolds` is a further aim of the figure.
   *
   * @param medians - of everything that the samples said
   */
  notes?(medians: Sample): Promise<{
    alsoHolds?: boolean;
    [note: string]: unknown;
  }>;
  /** Stops what `prepare` started. */
  close?(): Promise<void>;
}

/** Something that is measured against the least it could cost. */
export interface Figure {
  name: string;
  /** What is compared with what, in one sentence. */
  description: string;
  /** The ratio to be reached; absent for what is reported only. */
  aim?: number;
  /** Whether the ratio is to be at least the aim, as of rates, or at most, as of times. Default `more`. */
  better?: 'more' | 'less';
  unit: string;
  /** Brings up what is measured. The database is started when it is first asked for. */
  prepare(
    database: BenchDatabase,
    options: Readonly<Record<string, string>>,
  ): Promise<PreparedFigure>;
}

/** The middle value of a list. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which the share of a list lies, between its neighbours by their distance. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** Rounded to what a measurement can say. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
