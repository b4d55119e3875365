import { historySearch, readHistoryAddress } from './historyAddress';
import { baselineOf, instantOf, justBefore, usualFrom } from './moment';

const read = (search: string) => {
  const values = new URLSearchParams(search);
  return readHistoryAddress({ get: name => values.get(name) ?? '' });
};

describe('the address of a history', () => {
  it('says what is compared, and comes back the same', () => {
    const said = {
      view: 'compare' as const,
      from: 'baseline:before-the-move',
      to: '2026-03-01T09:00:00.000Z',
      reach: 'dependents' as const,
    };
    expect(read(historySearch(said))).toEqual(said);
  });

  it('leaves out what goes without saying', () => {
    expect(historySearch({ view: 'timeline', reach: 'ci' })).toBe('?');
    expect(read('')).toEqual({ view: 'timeline', reach: 'ci' });
  });

  it('takes what it says wrongly as not said', () => {
    const wrong = '?view=map&at=yesterday&from=baseline:&to=42&reach=world';
    expect(read(wrong)).toEqual({ view: 'timeline', reach: 'ci' });
  });
});

describe('a moment', () => {
  const baselines = [
    { key: 'move', name: 'The move', at: '2026-02-01T00:00:00.000Z' },
  ];

  it('is an instant, or that of the baseline it names', () => {
    const at = '2026-03-01T09:00:00.000Z';
    expect(instantOf(at, baselines)).toBe(at);
    expect(instantOf('baseline:move', baselines)).toBe(baselines[0].at);
    expect(instantOf('baseline:gone', baselines)).toBeUndefined();
    expect(baselineOf('baseline:gone')).toBe('gone');
    expect(baselineOf(at)).toBeUndefined();
  });

  it('just before a change is before it', () => {
    expect(justBefore('2026-03-01T09:00:00.000Z')).toBe(
      '2026-03-01T08:59:59.999Z',
    );
  });

  it('to compare with is a day ago, or the first that is known', () => {
    const now = Date.parse('2026-03-02T09:00:30.000Z');
    expect(usualFrom('2026-01-01T00:00:00.000Z', now)).toBe(
      '2026-03-01T09:00:00.000Z',
    );
    expect(usualFrom('2026-03-02T08:59:00.123Z', now)).toBe(
      '2026-03-02T08:59:00.123Z',
    );
    expect(usualFrom(undefined, now)).toBe('2026-03-01T09:00:00.000Z');
  });
});
