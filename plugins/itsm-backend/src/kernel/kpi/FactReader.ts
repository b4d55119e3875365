import type { Knex } from 'knex';
import type { CountedBook } from './CountedBook';
import type {
  FactFilter,
  FactPlace,
  FactRow,
  FactSums,
  OpenAges,
  OpenFilter,
} from './model';

/** Reads the facts themselves: what is behind a number, and what rollups cannot say. */
export class FactReader {
  constructor(protected readonly deps: { knex: Knex; book: CountedBook }) {}

  /**
   * How many there are.
   *
   * @param limit - stops to count behind it: the answer is at most one more
   */
  async count(filter: FactFilter, limit?: number): Promise<number> {
    throw new Error(`No facts yet of ${filter.kind} ${limit}`);
  }

  /** A page of them, the latest first. */
  async page(
    filter: FactFilter,
    page: { after?: FactPlace; limit: number },
  ): Promise<FactRow[]> {
    throw new Error(`No facts yet of ${filter.kind} ${page.limit}`);
  }

  /**
   * Counts them again, without rollups: by value of a dimension (or all as one group, if none is
   * named), what each point between two bounds adds up to. Reads all of them, so count first.
   */
  async sums(
    filter: Omit<FactFilter, 'from' | 'to'>,
    bounds: readonly number[],
    by?: string,
  ): Promise<{ value?: string; points: readonly FactSums[] }[]> {
    throw new Error(`No facts yet of ${filter.kind} ${bounds.length} ${by}`);
  }

  /** Percentiles of a value by nearest rank in each point, in the order of the shares. */
  async percentiles(
    filter: Omit<FactFilter, 'from' | 'to' | 'having'>,
    value: string,
    bounds: readonly number[],
    shares: readonly number[],
  ): Promise<(readonly number[] | undefined)[]> {
    throw new Error(
      `No facts yet of ${filter.kind} ${value} ${bounds.length} ${shares}`,
    );
  }

  /** How old those were that were open at an instant, in bands that end at `upTo` (with it). */
  async ages(
    open: OpenFilter,
    at: number,
    upTo: readonly number[],
    by?: string,
  ): Promise<OpenAges[]> {
    throw new Error(`No facts yet of ${open.kind} ${at} ${upTo} ${by}`);
  }

  /** A page of those that were open at an instant, the latest first. */
  async openPage(
    open: OpenFilter,
    at: number,
    page: { after?: FactPlace; limit: number },
  ): Promise<FactRow[]> {
    throw new Error(`No facts yet of ${open.kind} ${at} ${page.limit}`);
  }
}
