import {
  concernsChange,
  pastStart,
  startRefusal,
  type ChangeWarning,
  type Viewer,
} from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from './plannedWindow';

/** States in which a plan is still to come. */
const PLANNED = ['draft', 'assess', 'authorize', 'scheduled'];
/** Of them, those from which it may still be started while its window lasts. */
const STARTS_YET = ['authorize', 'scheduled'];

/** What is odd about a change without being wrong. */
export function warningsOf(change: StoredRecord, now: number): ChangeWarning[] {
  if (!PLANNED.includes(change.status)) return [];
  const window = plannedWindowOf(change);
  const fault = pastStart(window, now);
  if (!fault) return [];
  const startsYet = STARTS_YET.includes(change.status);
  if (startsYet && window.plannedEnd !== undefined && window.plannedEnd > now)
    return [];
  return [
    {
      field: fault.field,
      message: startsYet
        ? 'The planned window has passed; choose a later one before you go on.'
        : 'The planned start has passed; choose a later window before you go on.',
    },
  ];
}

/**
 * What somebody may do with a change: of the transitions only those that concern it, and `start` only
 * while its window is open, with the same words with which it would be refused.
 */
export function shownViewer(
  viewer: Viewer,
  change: StoredRecord,
  now: number,
): Viewer {
  const transitions = viewer.transitions
    .filter(({ name }) => concernsChange(name, change))
    .map(option => {
      if (option.name !== 'start' || !option.allowed) return option;
      const reason = startRefusal(plannedWindowOf(change), now);
      return reason ? { ...option, allowed: false, reason } : option;
    });
  return { ...viewer, transitions };
}
