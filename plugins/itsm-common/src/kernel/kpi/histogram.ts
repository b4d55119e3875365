/** How far a percentile told by a histogram may be off, as a part of the value. */
export const HISTOGRAM_ERROR = 0.01;

const GAMMA = (1 + HISTOGRAM_ERROR) / (1 - HISTOGRAM_ERROR);
const LOG_GAMMA = Math.log(GAMMA);
/** Keeps keys of values from 0.0000001 on above that of zero. */
const SHIFT = 1_000;
const LEAST = 1e-7;
const RADIX = 36;

/** The key of the bucket that a value is in. Keys are ordered as the values are. */
export function histogramBucketOf(value: number): number {
  const size = Math.abs(value);
  if (!(size >= LEAST)) return 0;
  const key = Math.ceil(Math.log(size) / LOG_GAMMA) + SHIFT;
  return value < 0 ? -key : key;
}

/** The value that stands for a bucket: at most 1 % off any value in it. */
export function histogramValueOf(bucket: number): number {
  if (bucket === 0) return 0;
  const size = (2 * GAMMA ** (Math.abs(bucket) - SHIFT)) / (GAMMA + 1);
  return bucket < 0 ? -size : size;
}

/** The rank of a percentile among so many values, from 1 on: the nearest rank that is not below it. */
export function nearestRank(share: number, count: number): number {
  return Math.min(count, Math.max(1, Math.ceil(share * count)));
}

/** A percentile by nearest rank of values that are in order. */
export function percentileOf(
  sorted: readonly number[],
  share: number,
): number | undefined {
  return sorted[nearestRank(share, sorted.length) - 1];
}

/**
 * How values are distributed: how many there are in buckets whose ends grow by 2 % each, so that a
 * percentile is at most 1 % off (DDSketch: Masson, Rim, Lee, A fast and fully-mergeable quantile
 * sketch, VLDB 2019). Counts have a sign: a value that is corrected is taken away again, and histograms
 * can be added to and taken from each other. Two of the same values are the same, in whatever order
 * they came.
 */
export class Histogram {
  readonly #counts: Map<number, number>;

  constructor(counts?: Iterable<readonly [bucket: number, count: number]>) {
    this.#counts = new Map();
    for (const [bucket, count] of counts ?? []) this.addTo(bucket, count);
  }

  static of(values: Iterable<number>): Histogram {
    const made = new Histogram();
    for (const value of values) made.add(value);
    return made;
  }

  /** @throws Error for a text that {@link pack} did not make */
  static unpack(text: string | null | undefined): Histogram {
    const made = new Histogram();
    if (!text) return made;
    let bucket = 0;
    for (const part of text.split(' ')) {
      const [step, count] = part.split(':');
      bucket += parseInt(step, RADIX);
      const n = count === undefined ? 1 : parseInt(count, RADIX);
      if (!Number.isSafeInteger(bucket) || !Number.isSafeInteger(n))
        throw new Error(`This is no histogram: ${text.slice(0, 40)}`);
      made.addTo(bucket, n);
    }
    return made;
  }

  /** How many values there are. */
  get count(): number {
    let sum = 0;
    for (const n of this.#counts.values()) sum += n;
    return sum;
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** The buckets that have something in them, by value. */
  buckets(): [bucket: number, count: number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  /** Puts values in, or with a negative count takes them out. */
  add(value: number, count = 1): this {
    return this.addTo(histogramBucketOf(value), count);
  }

  addTo(bucket: number, count: number): this {
    const sum = (this.#counts.get(bucket) ?? 0) + count;
    if (sum === 0) this.#counts.delete(bucket);
    else this.#counts.set(bucket, sum);
    return this;
  }

  /** Adds all that another one has, or with -1 takes it away. */
  merge(other: Histogram, sign: 1 | -1 = 1): this {
    for (const [bucket, count] of other.#counts)
      this.addTo(bucket, sign * count);
    return this;
  }

  /** A percentile by nearest rank, at most 1 % off; undefined where there is no value. */
  percentile(share: number): number | undefined {
    const { count } = this;
    if (count <= 0) return undefined;
    let left = nearestRank(share, count);
    for (const [bucket, n] of this.buckets()) {
      left -= n;
      if (left <= 0) return histogramValueOf(bucket);
    }
    return undefined;
  }

  /** All of it as a short text: steps from bucket to bucket with their counts. */
  pack(): string {
    let last = 0;
    return this.buckets()
      .map(([bucket, count]) => {
        const step = (bucket - last).toString(RADIX);
        last = bucket;
        return count === 1 ? step : `${step}:${count.toString(RADIX)}`;
      })
      .join(' ');
  }
}
