import { DateTime } from 'luxon';
import { untilWords } from './Contact';

describe('until when somebody answers, or nobody', () => {
  const thursday = DateTime.fromISO('2026-11-26T18:00') as DateTime<true>;
  const until = (local: string) =>
    untilWords(DateTime.fromISO(local).toISO()!, thursday);

  it('is said as short as it can be said today', () => {
    expect(until('2026-11-26T20:00')).toMatch(/^0?8:00|^20:00/);
    // The same weekday of the next week would be taken for today.
    expect(until('2026-12-02T07:00')).toMatch(/^Wed,? 0?7:00/);
    expect(until('2026-12-03T07:00')).toMatch(/Dec/);
  });
});
