import type { CiSource } from '@callboard/plugin-itsm-common';

const MINUTE_MS = 60_000;

/** When the portal fetches a source next: at an instant, now, or when nobody can say. */
export function nextLoad(
  source: Pick<CiSource, 'pulled' | 'everyMinutes' | 'lastLoad'>,
  now: number,
): number | 'due' | undefined {
  const { pulled, everyMinutes, lastLoad } = source;
  if (!pulled || !everyMinutes) return undefined;
  if (!lastLoad) return 'due';
  const at = Date.parse(lastLoad.startedAt) + everyMinutes * MINUTE_MS;
  return at > now ? at : 'due';
}
