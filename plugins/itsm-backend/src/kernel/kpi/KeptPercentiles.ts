/** Beyond so many the oldest are forgotten. */
const MOST = 20_000;

/**
 * Percentiles that were told, by what they were told of: months that are over seldom change. What rows are
 * of is in their revisions, so nothing is kept where those are not known.
 */
export class KeptPercentiles {
  readonly #told = new Map<string, readonly number[]>();

  /** What a point is known by; undefined if it is not known which rows it is of. */
  keyOf(
    question: readonly unknown[],
    revisions: readonly (string | null)[],
  ): string | undefined {
    if (revisions.length === 0 || revisions.includes(null)) return undefined;
    return JSON.stringify([question, [...revisions].sort()]);
  }

  find(key: string | undefined): readonly number[] | undefined {
    return key === undefined ? undefined : this.#told.get(key);
  }

  keep(key: string | undefined, told: readonly number[] | undefined): void {
    if (key === undefined || told === undefined) return;
    this.#told.delete(key);
    this.#told.set(key, told);
    if (this.#told.size <= MOST) return;
    const [oldest] = this.#told.keys();
    this.#told.delete(oldest);
  }
}
