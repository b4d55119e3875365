import { act, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { RelativeTime, relativeWords } from './RelativeTime';

const now = Date.parse('2026-03-01T12:00:00.000Z');

describe('relativeWords', () => {
  it('says when something was as people do', () => {
    expect(relativeWords('2026-03-01T11:59:50.000Z', now)).toBe('just now');
    expect(relativeWords('2026-03-01T09:00:00.000Z', now)).toBe('3 hours ago');
  });

  it('names the date of what is long ago', () => {
    expect(relativeWords('2016-02-29T10:00:00.000Z', now)).toMatch(/2016/);
  });
});

describe('RelativeTime', () => {
  beforeEach(() => jest.useFakeTimers({ now }));
  afterEach(() => jest.useRealTimers());

  it('is drawn again only when its words change', () => {
    const drawn = jest.fn();
    render(
      <>
        <RelativeTime instant="2026-03-01T11:58:50.000Z" />
        <Profiler id="old" onRender={drawn}>
          <RelativeTime instant="2026-03-01T07:30:00.000Z" />
        </Profiler>
      </>,
    );
    expect(screen.getByText('1 minute ago')).toBeInTheDocument();
    const before = drawn.mock.calls.length;
    act(() => {
      jest.advanceTimersByTime(90_000);
    });
    expect(screen.getByText('2 minutes ago')).toBeInTheDocument();
    expect(screen.getByText('4 hours ago')).toBeInTheDocument();
    expect(drawn).toHaveBeenCalledTimes(before);
  });
});
