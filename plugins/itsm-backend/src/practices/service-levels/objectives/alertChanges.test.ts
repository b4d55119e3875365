import {
  recommendedRules,
  type AlertSeverity,
} from '@callboard/plugin-itsm-common';
import { alertChanges } from './alertChanges';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rules = recommendedRules(30 * 24 * HOUR);

/** Changes where the budget burns so fast over windows of so many minutes. */
const changes = (
  rates: Record<number, number | undefined>,
  ...running: AlertSeverity[]
) => {
  const { start, end } = alertChanges(
    rules,
    {
      burnRates: Object.entries(rates).map(([minutes, rate]) => ({
        window: Number(minutes) * MINUTE,
        rate,
      })),
    },
    new Set(running),
  );
  return {
    start: start.map(s => [s.severity, s.rule.long / HOUR, s.rate]),
    end,
  };
};
const quiet = { 5: 0, 30: 0, 60: 0, 120: 0, 360: 0, 1440: 0, 4320: 0 };

describe('alerts of an objective', () => {
  it('begin with the first rule of a severity that holds, one for each', () => {
    expect(changes({ ...quiet, 5: 20, 60: 15, 30: 16, 360: 7 })).toEqual({
      start: [['page', 1, 15]],
      end: [],
    });
    expect(
      changes({ ...quiet, 30: 6, 360: 6, 120: 5, 1440: 4 }, 'page'),
    ).toEqual({ start: [['ticket', 24, 4]], end: [] });
  });

  it('do not begin by one window alone', () => {
    expect(changes({ ...quiet, 60: 50, 360: 20 })).toEqual({
      start: [],
      end: [],
    });
    expect(changes({ ...quiet, 5: 50, 30: 20 })).toEqual({
      start: [],
      end: [],
    });
  });

  it('end when no rule of their severity holds any more', () => {
    expect(changes({ ...quiet, 30: 6, 360: 6 }, 'page')).toEqual({
      start: [],
      end: [],
    });
    expect(changes({ ...quiet, 60: 50, 360: 20 }, 'page', 'ticket')).toEqual({
      start: [],
      end: ['page', 'ticket'],
    });
  });

  it('neither begin nor end while it is not known', () => {
    expect(changes({ ...quiet, 5: undefined, 60: 50 }, 'page')).toEqual({
      start: [],
      end: [],
    });
    expect(changes({})).toEqual({ start: [], end: [] });
  });

  it('end when their objective has no such rule any more', () => {
    expect(
      alertChanges([], { burnRates: [] }, new Set<AlertSeverity>(['page'])),
    ).toEqual({ start: [], end: ['page'] });
  });
});
