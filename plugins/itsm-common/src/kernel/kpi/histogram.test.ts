import fc from 'fast-check';
import {
  histogramBucketOf,
  Histogram,
  HISTOGRAM_ERROR,
  percentileOf,
  histogramValueOf,
} from './histogram';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
const MOST = 1e13;
const value = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.integer({ min: 0, max: MOST }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(v => Math.fround(v)),
  // At the ends of buckets, where rounding decides.
  fc.integer({ min: 0, max: 1_400 }).map(i => (1.01 / 0.99) ** i),
);
const values = fc.array(value, { maxLength: 300 });
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
const holds = (property: fc.IProperty<any> | fc.IPropertyWithHooks<any>) =>
  fc.assert(property, { numRuns, seed: 7 });

describe('a histogram', () => {
  it('tells every percentile at most 1 % off the value that did occur', () => {
    holds(
      fc.property(
        values.filter(v => v.length > 0),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, share) => {
          const exact = percentileOf(sorted(list), share)!;
          const told = Histogram.of(list).percentile(share)!;
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(
            HISTOGRAM_ERROR * Math.abs(exact) * (1 + 1e-9) + 1e-7,
          );
        },
      ),
    );
  });

  it('has its buckets in the order of the values', () => {
    holds(
      fc.property(value, value, (a, b) => {
        const [low, high] = sorted([a, b]);
        expect(histogramBucketOf(low)).toBeLessThanOrEqual(
          histogramBucketOf(high),
        );
        const stands = histogramValueOf(histogramBucketOf(a));
        expect(histogramBucketOf(stands)).toBe(histogramBucketOf(a));
      }),
    );
  });

  it('is the same however its values came, and adds up', () => {
    holds(
      fc.property(values, values, (a, b) => {
        const together = Histogram.of([...a, ...b]).pack();
        expect(Histogram.of([...b, ...a].reverse()).pack()).toBe(together);
        expect(Histogram.of(a).merge(Histogram.of(b)).pack()).toBe(together);
        expect(Histogram.of([...a, ...b]).count).toBe(a.length + b.length);
      }),
    );
  });

  it('forgets what is taken away, down to nothing', () => {
    holds(
      fc.property(values, values, (a, b) => {
        const both = Histogram.of([...a, ...b]);
        expect(both.merge(Histogram.of(b), -1).pack()).toBe(
          Histogram.of(a).pack(),
        );
        for (const v of a) both.add(v, -1);
        expect(both.isEmpty).toBe(true);
        expect(both.pack()).toBe('');
        expect(both.percentile(0.5)).toBeUndefined();
      }),
    );
  });

  it('may owe before it is paid: what is taken away first is the same as what is added first', () => {
    const owing = new Histogram().add(7, -1);
    expect(owing.count).toBe(-1);
    expect(owing.percentile(0.5)).toBeUndefined();
    expect(Histogram.unpack(owing.pack()).add(7).isEmpty).toBe(true);
  });

  it('is read back from its text as it was', () => {
    holds(
      fc.property(values, list => {
        const made = Histogram.of(list);
        const read = Histogram.unpack(made.pack());
        expect(read.buckets()).toEqual(made.buckets());
      }),
    );
    expect(() => Histogram.unpack('?')).toThrow('This is no histogram');
  });

  it('tells percentiles by nearest rank', () => {
    expect(percentileOf([1, 2, 3, 4], 0.5)).toBe(2);
    expect(percentileOf([1, 2, 3, 4], 0.51)).toBe(3);
    expect(percentileOf([1, 2, 3, 4], 1)).toBe(4);
    expect(percentileOf([1, 2, 3, 4], 0)).toBe(1);
    expect(percentileOf([], 0.5)).toBeUndefined();
    expect(Histogram.of([0, 0, 5]).percentile(0.5)).toBe(0);
  });
});
