import { anEvent, inEnglish, theFirstReading } from '../__testUtils__/builders';
import { eventSentence } from './eventSentence';

describe('the sentence of a change', () => {
  const { t } = inEnglish();
  const say = (...changes: Parameters<typeof anEvent>) =>
    eventSentence(anEvent(...changes), t);

  it('says between which readings it lies', () => {
    expect(say()).toBe('Changed between 10:00 and 10:01');
    expect(say({ kind: 'added' })).toBe(
      'Came into the catalog between 10:00 and 10:01',
    );
    expect(say({ kind: 'removed' })).toBe(
      'Left the catalog between 10:00 and 10:01',
    );
  });

  it('says one time where the two readings lie within a minute', () => {
    expect(
      say({
        since: '2026-03-01T10:01:02.000Z',
        at: '2026-03-01T10:01:40.000Z',
      }),
    ).toBe('Changed at 10:01');
  });

  it('says the days where the portal did not read for that long', () => {
    expect(say({ since: '2026-02-27T18:30:00.000Z' })).toMatch(
      /^Changed between Feb 27, 2026, 18:30 and Mar 1, 2026, 10:01$/,
    );
  });

  it('says since when it is known where nobody knows what was before', () => {
    expect(eventSentence(theFirstReading(), t)).toBe('Known since 08:00');
    expect(say({ since: undefined })).toBe('Changed; known since 10:01');
  });
});
