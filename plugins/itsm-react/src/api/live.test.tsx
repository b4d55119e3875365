import { act, renderHook } from '@testing-library/react';
import {
  LIVE_INTERVAL_MS,
  LIVE_NET_MS,
  setLive,
  setLiveTold,
  useLive,
  useLiveInterval,
} from './live';

describe('following changes by others', () => {
  it('looks often where nobody tells, and seldom where somebody does', () => {
    const { result } = renderHook(() => useLiveInterval());
    expect(result.current).toBe(LIVE_INTERVAL_MS);
    act(() => setLiveTold(true));
    expect(result.current).toBe(LIVE_NET_MS);
    act(() => setLiveTold(false));
    expect(result.current).toBe(LIVE_INTERVAL_MS);
  });

  it('stops while the list is held still, and that is kept in the browser', () => {
    const { result } = renderHook(() => [useLive()[0], useLiveInterval()]);
    act(() => setLive(false));
    expect(result.current).toEqual([false, false]);
    expect(window.localStorage.getItem('itsm.live')).toBe('off');
    act(() => setLive(true));
    expect(result.current).toEqual([true, LIVE_INTERVAL_MS]);
  });
});
