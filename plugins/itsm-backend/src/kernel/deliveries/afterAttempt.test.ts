import * as fc from 'fast-check';
import { afterAttempt } from './deliveryHandler';
import { deliveryId, type Outcome, type StoredDelivery } from './types';

const NOW = 1_000_000;
const channel = { pauses: [5_000, 300_000] };
const waiting: StoredDelivery = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  channel: 'webhook',
  recipient: 'x',
  topic: 'incident.created',
  position: 1,
  subjectType: 'record',
  subjectId: 'y',
  state: 'waiting',
  attempts: 0,
  givenUp: 0,
  nextAttemptAt: NOW,
  createdAt: NOW,
};
const failed: Outcome = { state: 'failed', error: 'Answered 500' };
const half = () => 0.5;

describe('a delivery after an attempt', () => {
  it('is sent', () => {
    expect(
      afterAttempt(waiting, { state: 'sent' }, channel, NOW),
    ).toMatchObject({
      state: 'sent',
      attempts: 1,
      finishedAt: NOW,
      nextAttemptAt: undefined,
    });
  });

  it('is tried again after the pauses, then left as failed', () => {
    const first = afterAttempt(waiting, failed, channel, NOW, half);
    expect(first).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: 'Answered 500',
      nextAttemptAt: NOW + 5_000,
    });
    const second = afterAttempt(first, failed, channel, NOW + 5_000, half);
    expect(second.nextAttemptAt).toBe(NOW + 305_000);
    const third = afterAttempt(second, failed, channel, NOW + 305_000, half);
    expect(third).toMatchObject({ state: 'failed', attempts: 3 });
  });

  it('has all its attempts again after a replay', () => {
    const replayed = { ...waiting, attempts: 7, givenUp: 7 };
    expect(afterAttempt(replayed, failed, channel, NOW)).toMatchObject({
      state: 'waiting',
      attempts: 8,
    });
  });

  it('is not tried again where that makes no sense', () => {
    const gone: Outcome = {
      state: 'failed',
      error: 'Answered 410',
      final: true,
    };
    expect(afterAttempt(waiting, gone, channel, NOW).state).toBe('failed');
  });

  it('waits as long as the receiver asks', () => {
    const busy: Outcome = { ...failed, notBefore: NOW + 60_000 } as Outcome;
    expect(afterAttempt(waiting, busy, channel, NOW).nextAttemptAt).toBe(
      NOW + 60_000,
    );
  });

  it('is looked at later without counting as tried', () => {
    const later: Outcome = { state: 'later', at: NOW + 9_000 };
    expect(afterAttempt(waiting, later, channel, NOW)).toMatchObject({
      state: 'waiting',
      attempts: 0,
      nextAttemptAt: NOW + 9_000,
    });
  });

  it('never has two attempts at one instant, whatever the clock does', () => {
    const outcome = fc.oneof(
      fc.constant(failed),
      fc.record({ state: fc.constant('later' as const), at: fc.integer() }),
    );
    fc.assert(
      fc.property(outcome, fc.integer({ min: 0 }), (o, now) => {
        const after = afterAttempt(waiting, o, channel, now);
        expect(after.nextAttemptAt!).toBeGreaterThan(waiting.nextAttemptAt!);
      }),
    );
  });

  it('is spread by a fifth at most', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), random => {
        const { nextAttemptAt } = afterAttempt(
          waiting,
          failed,
          channel,
          NOW,
          () => random,
        );
        expect(nextAttemptAt! - NOW).toBeGreaterThanOrEqual(4_000);
        expect(nextAttemptAt! - NOW).toBeLessThanOrEqual(6_000);
      }),
    );
  });
});

describe('the id of a delivery', () => {
  it('is the same for the same entry, channel and recipient only', () => {
    const part = fc.record({
      channel: fc.constantFrom('webhook' as const, 'notification' as const),
      position: fc.integer({ min: 1, max: 3 }),
      recipient: fc.constantFrom('user:default/a', 'user:default/b'),
    });
    fc.assert(
      fc.property(part, part, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(deliveryId(a) === deliveryId(b)).toBe(same);
      }),
    );
  });
});
