import type { Clock, Projection } from '@callboard/plugin-itsm-node';
import { loadSubjects } from '../deliveries/subjects';
import type { RecordTypes } from '../RecordTypes';
import type { Hints } from './Hints';

/** Nobody has a page open that missed what happened longer ago. */
const RECENT_MS = 60_000;

/**
 * Tells open pages of changes, one hint a record and batch. It derives nothing: after a downtime
 * it passes over what is old.
 */
export function signalProjection(deps: {
  types: RecordTypes;
  hints: Hints;
  clock: Clock;
}): Projection {
  const { types, hints, clock } = deps;
  return {
    id: 'signals',
    title: 'Hints to open pages',
    fromNow: true,
    async apply(tx, entries) {
      const since = clock.now() - RECENT_MS;
      const recent = entries.filter(
        e => e.subjectType === 'record' && e.recordedAt >= since,
      );
      if (recent.length === 0) return;
      const subjects = await loadSubjects(
        tx,
        types,
        recent.map(e => e.subjectId),
      );
      // Nobody has the page of a record open that is just being made.
      const known = new Set(
        recent.filter(e => e.kind !== 'record.created').map(e => e.subjectId),
      );
      for (const [id, subject] of subjects) {
        hints.changed(subject, { pageToo: known.has(id), listsToo: true });
      }
    },
  };
}
