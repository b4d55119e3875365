import * as fc from 'fast-check';
import {
  CAUSE_WINDOW_MS,
  causeScore,
  isSampled,
  reviewReasonOf,
} from './model';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the sample of changes that are reviewed', () => {
  it('is the same whenever it is asked, and grows with the share', () => {
    fc.assert(
      fc.property(fc.uuid(), share, share, (id, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(isSampled(id, a)).toBe(isSampled(id, a));
        expect(isSampled(id, less) && !isSampled(id, more)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  it('is nobody, all, or about a tenth, also of ids made one after the other', () => {
    const ids = Array.from(
      { length: 5_000 },
      (_, i) => `0193${i.toString(16).padStart(28, '0')}`,
    );
    const sampled = (s: number) => ids.filter(id => isSampled(id, s)).length;
    expect([sampled(0), sampled(1)]).toEqual([0, 5_000]);
    expect(sampled(0.1)).toBeGreaterThan(400);
    expect(sampled(0.1)).toBeLessThan(600);
  });

  it('gives way to what went wrong, and to what was hurried', () => {
    const id = 'x';
    expect(
      reviewReasonOf(
        { id, changeType: 'emergency', outcome: 'rolled-back' },
        1,
      ),
    ).toBe('failed');
    expect(
      reviewReasonOf({ id, changeType: 'emergency', outcome: 'successful' }, 1),
    ).toBe('emergency');
    expect(reviewReasonOf({ id, outcome: 'issues' }, 1)).toBe('sampled');
    expect(reviewReasonOf({ id, outcome: 'successful' }, 0)).toBeUndefined();
  });
});

describe('how likely a change caused an incident', () => {
  const after = fc.integer({ min: 0, max: CAUSE_WINDOW_MS });
  const hops = fc.nat(12);

  it('is more the sooner and the nearer, from 0 to 100', () => {
    fc.assert(
      fc.property(after, after, hops, hops, (t, u, d, e) => {
        const sooner = causeScore(
          { openedAt: Math.min(t, u), distance: Math.min(d, e) },
          { start: 0, end: 0 },
        )!;
        const later = causeScore(
          { openedAt: Math.max(t, u), distance: Math.max(d, e) },
          { start: 0, end: 0 },
        )!;
        expect(sooner).toBeGreaterThanOrEqual(later);
        expect(later).toBeGreaterThanOrEqual(0);
        expect(sooner).toBeLessThanOrEqual(100);
      }),
      { numRuns: RUNS },
    );
    expect(causeScore({ openedAt: 5, distance: 0 }, { start: 5 })).toBe(100);
  });

  it('is none before the work began, and three days after its end', () => {
    const of = (openedAt: number, end?: number) =>
      causeScore({ openedAt, distance: 0 }, { start: 5, end });
    expect(of(4)).toBeUndefined();
    expect(of(10 + CAUSE_WINDOW_MS, 10)).toBe(50);
    expect(of(11 + CAUSE_WINDOW_MS, 10)).toBeUndefined();
    expect(of(11 + CAUSE_WINDOW_MS)).toBe(50);
  });
});
