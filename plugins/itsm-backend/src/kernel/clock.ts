import type { Clock } from '@callboard/plugin-itsm-node';

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
