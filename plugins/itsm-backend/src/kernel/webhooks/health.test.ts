import type { Endpoint } from './EndpointStore';
import { afterFailure, afterSuccess } from './health';

const NOW = 1_000_000;
const endpoint = (health: Partial<Endpoint> = {}) =>
  ({ failures: 0, ...health } as Endpoint);

describe('a receiver', () => {
  it('that does not answer is left alone, twice as long each time', () => {
    let now = endpoint();
    const pauses = [...Array(12)].map(() => {
      now = endpoint({ ...now, ...afterFailure(now, NOW, false) });
      return (now.pausedUntil! - NOW) / 1000;
    });
    expect(pauses).toEqual([
      5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800, 1800,
    ]);
  });

  it('that answers with errors is given a rest after the fifth', () => {
    const pause = (failures: number) =>
      afterFailure(endpoint({ failures }), NOW, true).pausedUntil;
    expect([0, 3, 4, 5].map(pause)).toEqual([
      undefined,
      undefined,
      undefined,
      NOW + 5_000,
    ]);
  });

  it('gets the rest that it asks for, an hour at most', () => {
    const asked = (ms: number) => afterFailure(endpoint(), NOW, true, ms);
    expect(asked(30_000).pausedUntil).toBe(NOW + 30_000);
    expect(asked(1e9).pausedUntil).toBe(NOW + 3_600_000);
  });

  it('fails since the first failure after a success', () => {
    const first = afterFailure(endpoint(), NOW, true);
    const second = afterFailure(endpoint(first), NOW + 99, true);
    expect(second).toMatchObject({ failures: 2, failingSince: NOW });
    expect(afterSuccess(NOW)).toEqual({ failures: 0, lastSuccessAt: NOW });
  });
});
