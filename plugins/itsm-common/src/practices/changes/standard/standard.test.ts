import * as fc from 'fast-check';
import {
  gateOf,
  NEW_STANDING,
  readChangeSpan,
  standingOf,
  type GateFacts,
  type StandardEvent,
} from './model';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
const HOUR = 3_600_000;
const START = Date.parse('2026-03-01T20:00:00.000Z');

const outcome = fc.constantFrom(
  'successful' as const,
  'successful' as const,
  'successful' as const,
  'issues' as const,
  'rolled-back' as const,
  'failed' as const,
);
/** Lives of a standard change: each change ends once, incidents come before or after. */
const lives = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: outcome.map(o => ({ outcome: o })) },
      { weight: 1, arbitrary: fc.nat(30).map(blamed => ({ blamed })) },
    ),
    { maxLength: 40 },
  )
  .map(steps => {
    let runs = 0;
    return steps.map((step, i): StandardEvent => {
      if ('blamed' in step)
        return {
          kind: 'blamed',
          change: `CHG-${step.blamed}`,
          incident: `INC-${i}`,
        };
      runs += 1;
      return { kind: 'finished', change: `CHG-${runs}`, outcome: step.outcome };
    });
  });
const promoteAfter = fc.integer({ min: 1, max: 4 });

/** The same told without a machine: by what stands in the history after the last fault. */
function stateFromHistory(events: readonly StandardEvent[], k: number) {
  const isFault = (e: StandardEvent) =>
    e.kind === 'blamed' || ['failed', 'rolled-back'].includes(e.outcome);
  const lastFault = events.reduce((last, e, i) => (isFault(e) ? i : last), -1);
  const row = events
    .map((e, i) => ({ e, i }))
    .filter(({ e, i }) => i > lastFault && e.kind === 'finished')
    .map(({ e, i }) => {
      const wasBlamed = events
        .slice(0, i)
        .some(b => b.kind === 'blamed' && b.change === e.change);
      const good =
        e.kind === 'finished' && e.outcome === 'successful' && !wasBlamed;
      return good ? 'g' : '.';
    })
    .join('');
  if (row.includes('g'.repeat(k))) return 'pre-approved';
  return lastFault < 0 ? 'proving' : 'demoted';
}

describe('the success record of a standard change', () => {
  it('is what its history says after the last fault, whatever happened', () => {
    fc.assert(
      fc.property(lives, promoteAfter, (events, k) => {
        const standing = standingOf(events, k);
        expect(standing.state).toBe(stateFromHistory(events, k));
        expect(standing.cause === undefined).toBe(standing.state !== 'demoted');
      }),
      { numRuns: RUNS },
    );
  });

  it('counts every run once, and as good only those that nothing is held against', () => {
    fc.assert(
      fc.property(lives, promoteAfter, (events, k) => {
        const finished = events.filter(e => e.kind === 'finished');
        const blamed = new Set(
          events.filter(e => e.kind === 'blamed').map(e => e.change),
        );
        const { runs, goodRuns } = standingOf(events, k);
        expect(runs).toBe(finished.length);
        expect(goodRuns).toBe(
          finished.filter(
            e => e.outcome === 'successful' && !blamed.has(e.change),
          ).length,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('is promoted by so many good runs from wherever it is, and by no fewer once demoted', () => {
    const good = (n: number, from: number): StandardEvent[] =>
      Array.from({ length: n }, (_, i) => ({
        kind: 'finished',
        change: `NEW-${from + i}`,
        outcome: 'successful',
      }));
    fc.assert(
      fc.property(lives, promoteAfter, (events, k) => {
        expect(standingOf([...events, ...good(k, 0)], k).state).toBe(
          'pre-approved',
        );
        const failed: StandardEvent = {
          kind: 'finished',
          change: 'BAD',
          outcome: 'failed',
        };
        const after = standingOf([...events, failed, ...good(k - 1, 0)], k);
        expect(after).toMatchObject({ state: 'demoted', goodInARow: k - 1 });
      }),
      { numRuns: RUNS },
    );
  });

  it('says what demoted it: the first fault, not the last', () => {
    const events: StandardEvent[] = [
      { kind: 'finished', change: 'CHG-1', outcome: 'successful' },
      { kind: 'blamed', change: 'CHG-1', incident: 'INC-7' },
      { kind: 'finished', change: 'CHG-2', outcome: 'failed' },
    ];
    expect(standingOf(events.slice(0, 1), 1).state).toBe('pre-approved');
    expect(standingOf(events, 1)).toEqual({
      ...NEW_STANDING,
      state: 'demoted',
      runs: 2,
      cause: { change: 'CHG-1', incident: 'INC-7' },
    });
  });
});

describe('the gate of a change', () => {
  const scheduled: GateFacts = {
    number: 'CHG-1',
    status: 'scheduled',
    changeType: 'normal',
    approval: 'approved',
    plannedStart: START,
    plannedEnd: START + HOUR,
  };
  const at = (facts: Partial<GateFacts>, now = START + 1) =>
    gateOf({ ...scheduled, ...facts }, now);

  it('is open exactly within the window', () => {
    expect(at({}, START - 1)).toMatchObject({
      state: 'early',
      opensAt: START,
      reason:
        'The gate of CHG-1 is shut: its window begins at 2026-03-01 20:00 UTC.',
    });
    expect(at({}, START)).toMatchObject({ open: true, until: START + HOUR });
    expect(at({}, START + HOUR)).toMatchObject({ open: false, state: 'late' });
  });

  it.each<[string, Partial<GateFacts>]>([
    ['a draft', { status: 'draft' }],
    ['one that waits', { status: 'authorize', approval: 'requested' }],
    ['one that changed since', { approval: 'stale' }],
    ['one that nobody was asked about', { approval: undefined }],
  ])('is shut for %s', (_, facts) => {
    expect(at(facts)).toMatchObject({ open: false, state: 'not-approved' });
  });

  it('needs an approval for a pre-approved change only within a freeze', () => {
    const standard = {
      changeType: 'standard',
      approval: undefined,
      preApproved: true,
    };
    expect(at(standard).open).toBe(true);
    expect(at({ ...standard, inFreeze: true }).state).toBe('freeze');
    expect(at({ ...standard, inFreeze: true, approval: 'approved' }).open).toBe(
      true,
    );
  });

  it('lets an emergency through that has begun, and nothing that is over', () => {
    const emergency = {
      changeType: 'emergency',
      approval: undefined,
      plannedStart: undefined,
      plannedEnd: undefined,
    };
    expect(at({ ...emergency, status: 'implement' }).open).toBe(true);
    expect(at({ ...emergency, status: 'draft' }).open).toBe(false);
    expect(at({ status: 'closed' }).state).toBe('over');
  });
});

it('reads how long a change takes', () => {
  expect(readChangeSpan('1h30m')).toBe(90 * 60_000);
  expect(readChangeSpan('2d')).toBe(48 * HOUR);
  expect(['', '0m', '5', '1y', '-1h'].map(readChangeSpan)).toEqual(
    Array(5).fill(undefined),
  );
});
