import { Histogram, percentileOf } from '@callboard/plugin-itsm-common';
import type { Figure } from '../Figure';
import { Random } from '../seed/random';

const VALUES = 200_000;
const MONTHS = 24;
/** So many values of a month are corrected: taken away and put in as others. */
const CORRECTED = 0.05;
const SHARES = [
  ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
  ...[0.999, 0.9999, 1],
];
const HOUR = 3_600_000;

/** About normal: the sum of twelve even ones (the central limit theorem). */
function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random.next();
  return sum;
}

/** How values can be spread; the first is that of resolution times of a real desk. */
const SPREADS: readonly ((random: Random) => number)[] = [
  // Median 22 h, ninetieth percentile 382 h: log-normal.
  random => Math.round(22.1 * HOUR * Math.exp(2.223 * normal(random))),
  random => random.below(90 * 24 * HOUR),
  // Few are very long: Pareto with a mean that is hardly there.
  random => Math.round(60_000 / (1 - random.next()) ** (1 / 1.05)),
  // Either at once or after the weekend.
  random =>
    random.next() < 0.5 ? random.below(9_000) : 2.3e8 + random.below(9),
  random => random.below(6),
];

/** The largest relative error of all percentiles of values that came month by month. */
function largestError(random: Random, draw: (random: Random) => number) {
  const all: number[] = [];
  const year = new Histogram();
  for (let month = 0; month < MONTHS; month += 1) {
    const kept = new Histogram();
    for (let i = 0; i < VALUES / MONTHS; i += 1) {
      let value = draw(random);
      kept.add(value);
      if (random.next() < CORRECTED) {
        kept.add(value, -1);
        value = draw(random);
        kept.add(value);
      }
      all.push(value);
    }
    // As it is kept and read again.
    year.merge(Histogram.unpack(kept.pack()));
  }
  const sorted = Float64Array.from(all).sort();
  return SHARES.reduce((worst, share) => {
    const exact = percentileOf(sorted as unknown as number[], share)!;
    const told = year.percentile(share)!;
    const error = told === exact ? 0 : Math.abs(told - exact) / Math.abs(exact);
    return Math.max(worst, error);
  }, 0);
}

/**
 * The largest relative error of a percentile that is told by histograms, of the first to the 99th and
 * the last ones, of values of several spreads that came in 24 months, were packed, unpacked and merged,
 * and of which one in twenty was corrected. Other values each sample.
 */
export const kpiHistogramError: Figure = {
  name: 'kpi.histogram.error',
  description:
    'largest relative error of a percentile told by merged histograms, over the value that did occur',
  aim: 0.01,
  better: 'less',
  unit: 'part of the value',
  async prepare() {
    let seed = 0;
    let worst = 0;
    return {
      async sample() {
        seed += 1;
        const random = new Random(seed);
        const ours = Math.max(
          ...SPREADS.map(draw => largestError(random, draw)),
        );
        worst = Math.max(worst, ours);
        return { ours, floor: 1 };
      },
      notes: async () => ({
        values: VALUES * SPREADS.length,
        percentiles: SHARES.length,
        worst: Number(worst.toFixed(5)),
        alsoHolds: worst <= 0.01,
      }),
    };
  },
};
