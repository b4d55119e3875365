import type { NewDueItem } from '@callboard/plugin-itsm-node';

/** What is done later with profiles of services. */
export const PROFILE_WORK = {
  changed: 'service.profiles.changed',
  all: 'service.profiles.all',
} as const;
/** One after the other: nothing older is written over something newer. */
const LANE = 'service.profiles';

/** Something to be done with profiles. A portion that leads to the next is no chain of rules. */
export const profileWork = (
  kind: (typeof PROFILE_WORK)[keyof typeof PROFILE_WORK],
  dueAt: number,
  payload: Readonly<Record<string, unknown>> = {},
): NewDueItem => ({
  kind,
  key: 'services',
  dueAt,
  payload,
  lane: LANE,
  depth: 0,
});

/** Looks at what waits. */
export const changedSoon = (now: number): NewDueItem =>
  profileWork(PROFILE_WORK.changed, now);
