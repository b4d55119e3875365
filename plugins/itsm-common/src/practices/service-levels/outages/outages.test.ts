import fc from 'fast-check';
import { recordedAvailability, downtimeOf, OUTAGE_KINDS } from './model';
import type { OutageSpan } from './model';

const MINUTE = 60_000;
const NUM_RUNS = Number(process.env.PROPERTY_RUNS ?? 200);

/** Outages of some hours, in whole minutes, before, in and after the period. */
const outageArb: fc.Arbitrary<OutageSpan> = fc
  .record({
    kind: fc.constantFrom(...OUTAGE_KINDS),
    begin: fc.integer({ min: -60, max: 300 }),
    minutes: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }),
  })
  .map(({ kind, begin, minutes }) => ({
    kind,
    begin: begin * MINUTE,
    end: minutes === undefined ? undefined : (begin + minutes) * MINUTE,
  }));

const periodArb = fc.record({
  from: fc.integer({ min: 0, max: 120 }),
  length: fc.integer({ min: 0, max: 180 }),
  now: fc.integer({ min: 0, max: 320 }),
});

/** Looks at every minute on its own. */
function minuteByMinute(
  outages: readonly OutageSpan[],
  from: number,
  to: number,
  now: number,
) {
  const counted = { period: 0, down: 0, degraded: 0, planned: 0, outages: 0 };
  let wasDown = false;
  for (let at = from; at < Math.min(to, now); at += MINUTE) {
    const is = (kind: OutageSpan['kind']) =>
      outages.some(
        outage =>
          outage.kind === kind &&
          outage.begin <= at &&
          at < (outage.end ?? Infinity),
      );
    const down = is('outage');
    counted.period += MINUTE;
    if (down) counted.down += MINUTE;
    else if (is('degradation')) counted.degraded += MINUTE;
    if (is('planned')) counted.planned += MINUTE;
    if (down && !wasDown) counted.outages += 1;
    wasDown = down;
  }
  return counted;
}

it('availability is what counting minute by minute gives', () => {
  fc.assert(
    fc.property(
      fc.array(outageArb, { maxLength: 8 }),
      periodArb,
      (outages, period) => {
        const from = period.from * MINUTE;
        const to = from + period.length * MINUTE;
        const now = period.now * MINUTE;
        const expected = minuteByMinute(outages, from, to, now);
        expect(recordedAvailability(outages, from, to, now)).toEqual({
          ...expected,
          availability:
            expected.period === 0
              ? 1
              : (expected.period - expected.down - expected.degraded / 2) /
                expected.period,
        });
        // In order, without overlap, and nothing outside of the period.
        const downtime = downtimeOf(outages, from, to, now);
        downtime.forEach((span, i) => {
          expect(span.from).toBeLessThan(span.to);
          expect(span.from).toBeGreaterThanOrEqual(downtime[i - 1]?.to ?? from);
          expect(span.to).toBeLessThanOrEqual(Math.min(to, now));
        });
      },
    ),
    { numRuns: NUM_RUNS },
  );
});

it('does not depend on the order, nor on an outage being told in two parts or twice', () => {
  fc.assert(
    fc.property(
      fc.array(outageArb, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 119 }),
      (outages, minutes) => {
        const [first, ...others] = outages;
        const at = first.begin + minutes * MINUTE;
        const parts =
          first.end === undefined || at < first.end
            ? [
                { ...first, end: at },
                { ...first, begin: at },
              ]
            : [first];
        const asked = [0, 240 * MINUTE, 300 * MINUTE] as const;
        const whole = recordedAvailability(outages, ...asked);
        expect(
          recordedAvailability(
            [...others.reverse(), ...parts, first],
            ...asked,
          ),
        ).toEqual(whole);
      },
    ),
    { numRuns: NUM_RUNS },
  );
});

it('what is planned neither counts nor excuses', () => {
  const at = (hour: number) => Date.UTC(2026, 2, 1, hour);
  expect(
    recordedAvailability(
      [
        { kind: 'planned', begin: at(1), end: at(5) },
        { kind: 'outage', begin: at(4), end: at(6) },
      ],
      at(0),
      at(10),
      at(23),
    ),
  ).toEqual({
    period: 10 * 60 * MINUTE,
    down: 2 * 60 * MINUTE,
    degraded: 0,
    planned: 4 * 60 * MINUTE,
    outages: 1,
    availability: 0.8,
  });
});
