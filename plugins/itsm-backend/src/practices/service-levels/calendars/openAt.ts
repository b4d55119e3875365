import type { WorkingTime } from '@callboard/plugin-itsm-common';

/** How far it is looked for an end of working time: around the clock there is none. */
const FAR_MS = 400 * 86_400_000;

/** Whether an instant is working time, and when that changes. */
export function openAt(
  working: WorkingTime,
  at: number,
): { open: boolean; changesAt?: number } {
  const open = working.includes(at);
  if (!open) return { open, changesAt: working.nextStart(at) };
  const end = working.spans(at, at + FAR_MS).next().value?.to;
  // Where it goes on and on, the end of the look is none.
  return { open, changesAt: end === at + FAR_MS ? undefined : end };
}
