import { useSyncExternalStore } from 'react';
import { clock } from './clock';

/** The present instant in milliseconds, moving every half minute, for times said relatively. */
export function useNow(): number {
  return useSyncExternalStore(clock.subscribe, clock.now);
}
