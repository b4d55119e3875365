import { Throttle } from './Throttle';

describe('a throttle', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('acts at once, and once more at the end of the interval', () => {
    const throttle = new Throttle(1000);
    const act = jest.fn();
    for (let i = 0; i < 10; i++) throttle.ask('incident', act);
    expect(act).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(999);
    expect(act).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1);
    expect(act).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(10_000);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('keeps keys apart', () => {
    const throttle = new Throttle(1000);
    const act = jest.fn();
    throttle.ask('a', act);
    throttle.ask('b', act);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('acts at most once an interval, however often it is asked', () => {
    const throttle = new Throttle(1000);
    const act = jest.fn();
    for (let i = 0; i < 100; i++) {
      throttle.ask('a', act);
      jest.advanceTimersByTime(50);
    }
    expect(act).toHaveBeenCalledTimes(6);
  });

  it('loses nothing when it is flushed', () => {
    const throttle = new Throttle(1000);
    const act = jest.fn();
    throttle.ask('a', act);
    throttle.ask('a', act);
    throttle.flush();
    expect(act).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(5000);
    expect(act).toHaveBeenCalledTimes(2);
  });
});
