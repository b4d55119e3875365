import type { CiEvent } from '@callboard/plugin-itsm-common';
import type { CmdbWords } from '../translation';
import { dayOf, instantWords, timeWords } from './instantWords';

/** Whether it says only how the thing was found when the history began. */
export function isFirstReading(event: CiEvent): boolean {
  return event.kind === 'added' && event.since === undefined;
}

/**
 * What became of a configuration item and when, below the day on which it became known. A change
 * lies between two readings of the catalog; both are said where they differ as people say times.
 */
export function eventSentence(event: CiEvent, t: CmdbWords): string {
  const { kind, at, since } = event;
  const until = timeWords(at);
  if (since === undefined) return t(`when.known.${kind}`, { at: until });
  if (dayOf(since) !== dayOf(at)) {
    return t(`when.between.${kind}`, {
      since: instantWords(since),
      at: instantWords(at),
    });
  }
  const from = timeWords(since);
  return from === until
    ? t(`when.about.${kind}`, { at: until })
    : t(`when.between.${kind}`, { since: from, at: until });
}
