import { Settings } from 'luxon';
import { timeThere, zoneName } from './zoneTimes';

const AT = '2026-07-01T22:30:00.000Z';

describe('an instant in the zone of a calendar', () => {
  const own = Settings.defaultZone;
  beforeEach(() => {
    Settings.defaultZone = 'Europe/London';
    Settings.defaultLocale = 'en-GB';
  });
  afterEach(() => {
    Settings.defaultZone = own;
  });

  it('is told where its wall shows something else, with the day if that is another', () => {
    expect(timeThere(AT, 'Europe/Berlin')).toBe('Thu 00:30');
    expect(timeThere(AT, 'America/New_York')).toBe('18:30');
    expect(timeThere(Date.parse(AT), 'America/New_York')).toBe('18:30');
  });

  it('is not told where it shows the same, whatever the zone is called', () => {
    expect(timeThere(AT, 'Europe/Lisbon')).toBeUndefined();
    expect(timeThere(AT, undefined)).toBeUndefined();
    // Nobody has it on the wall.
    expect(timeThere(AT, 'UTC')).toBeUndefined();
    expect(timeThere(AT, 'Mars/Olympus')).toBeUndefined();
  });

  it('names a zone as people do', () => {
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(zoneName('UTC')).toBe('UTC');
  });
});
