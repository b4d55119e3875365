import { useSyncExternalStore } from 'react';

/** How often a page looks for changes by others where nobody tells it of them, in milliseconds. */
export const LIVE_INTERVAL_MS = 30_000;

/** How often it looks although it is told, because a connection may be lost unnoticed. */
export const LIVE_NET_MS = 120_000;

const KEY = 'itsm.live';
const listeners = new Set<() => void>();

function read(): boolean {
  try {
    return window.localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

let on: boolean | undefined;
let told = false;

const notify = () => listeners.forEach(listener => listener());
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const isOn = () => {
  on ??= read();
  return on;
};

/** Says whether the portal has told this page to look again, so that it will do so once more. */
export function setLiveTold(value: boolean) {
  if (told === value) return;
  told = value;
  notify();
}

/** Follows changes by others, or holds pages still; kept for this browser. */
export function setLive(value: boolean) {
  on = value;
  try {
    window.localStorage.setItem(KEY, value ? 'on' : 'off');
  } catch {
    // Storage may be forbidden; it holds until the page is left.
  }
  notify();
}

/** Whether pages follow changes by others. */
export function useLive(): [on: boolean, set: (value: boolean) => void] {
  return [useSyncExternalStore(subscribe, isOn), setLive];
}

/** How often an answer that is followed is asked for again; false for never. */
export function useLiveInterval(): number | false {
  return useSyncExternalStore(subscribe, () => {
    if (!isOn()) return false;
    return told ? LIVE_NET_MS : LIVE_INTERVAL_MS;
  });
}
