import { DateTime } from 'luxon';
import {
  fromLocalInput,
  LONG_QUICK_INSTANTS,
  QUICK_INSTANTS,
  quickInstant,
  toLocalInput,
} from './instants';

const inBerlin = (text: string) =>
  DateTime.fromISO(text, { zone: 'Europe/Berlin' });

describe('quick choices of an instant', () => {
  it('mean nine o’clock where the reader is, over a change to summer time too', () => {
    const saturday = inBerlin('2026-03-28T16:30');
    expect(quickInstant('tomorrow', saturday)).toBe('2026-03-29T07:00:00.000Z');
    expect(quickInstant('monday', saturday)).toBe('2026-03-30T07:00:00.000Z');
  });

  it('end with the month that has no such day', () => {
    const last = inBerlin('2026-08-31T16:30');
    expect(quickInstant('inOneMonth', last)).toBe('2026-09-30T07:00:00.000Z');
    expect(quickInstant('inSixMonths', last)).toBe('2027-02-28T08:00:00.000Z');
  });

  it('mean the next Monday when today is one', () => {
    expect(quickInstant('monday', inBerlin('2026-03-02T08:00'))).toBe(
      '2026-03-09T08:00:00.000Z',
    );
  });

  it('are always to come', () => {
    for (let hour = 0; hour < 24 * 8; hour++) {
      const now = inBerlin('2026-10-22T00:30').plus({ hours: hour });
      for (const choice of [...QUICK_INSTANTS, ...LONG_QUICK_INSTANTS]) {
        expect(Date.parse(quickInstant(choice, now))).toBeGreaterThan(
          now.toMillis(),
        );
      }
    }
  });
});

describe('the date-time control', () => {
  it('gives back the minute it was given', () => {
    const instant = '2026-03-01T09:15:00.000Z';
    expect(fromLocalInput(toLocalInput(instant))).toBe(instant);
  });

  it('has no instant while it is not complete', () => {
    expect(fromLocalInput('')).toBeUndefined();
    expect(fromLocalInput('2026-03-')).toBeUndefined();
    expect(toLocalInput(undefined)).toBe('');
  });
});
