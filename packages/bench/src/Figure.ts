import type { BenchDatabase } from './database';

/** What a figure prints: one JSON line. */
export interface FigureResult {
  figure: string;
  /** Ours over floor, by the medians. */
  ratio: number;
  aim: number;
  holds: boolean;
  unit: string;
  /** Median of ours and of the floor, in the unit. */
  ours: number;
  floor: number;
  samples: number;
}

/** Something that is measured against the least it could cost. */
export interface Figure {
  name: string;
  /** What is compared with what, in one sentence. */
  description: string;
  /** The ratio to be reached. */
  aim: number;
  unit: string;
  /** Measures both sides once, in turn. */
  prepare(
    database: BenchDatabase,
    options: Readonly<Record<string, string>>,
  ): Promise<{ sample(): Promise<{ ours: number; floor: number }> }>;
}

/** The middle value of a list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
