import type { PlannedWindow } from '@callboard/plugin-itsm-common';
import type { RecordValues } from '@callboard/plugin-itsm-node';

const instant = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/** The planned window of a change as it is stored. */
export function plannedWindowOf(change: RecordValues): PlannedWindow {
  return {
    plannedStart: instant(change.plannedStart),
    plannedEnd: instant(change.plannedEnd),
  };
}
