import type {
  ChangeDraftInput,
  StandardChange,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import type { Span } from '../words/planned';
import { windowProblems } from '../words/windowProblems';

/** A run of a standard change that is being written. */
export interface StandardRun {
  items: readonly string[];
  window: Span;
  justification: string;
}

const HOUR = { hours: 1 } as const;

/** What the form begins with: soon, for as long as the template says. */
export function emptyRun(
  template: StandardChange,
  entity: string | undefined,
  now: DateTime,
): StandardRun {
  const start = now.plus(HOUR).startOf('hour');
  const [only, ...others] = template.scope.items;
  const item = entity ?? (others.length === 0 ? only : undefined);
  return {
    items: item ? [item] : [],
    window: {
      start: start.toUTC().toISO() ?? undefined,
      end:
        start.plus({ minutes: template.durationMinutes }).toUTC().toISO() ??
        undefined,
    },
    justification: '',
  };
}

/** What is sent. */
export function toFiling(run: StandardRun, draft: boolean) {
  const [entityRef, ...alsoAffects] = run.items;
  return {
    entityRef,
    alsoAffects,
    plannedStart: run.window.start,
    plannedEnd: run.window.end,
    ...(run.justification.trim() && { justification: run.justification }),
    draft,
  };
}

/** The run as it is assessed while it is written. */
export function assessRun(
  run: StandardRun,
  template: StandardChange,
): ChangeDraftInput {
  const { start, end } = run.window;
  const { start: wrongStart, end: wrongEnd } = windowProblems(run.window);
  return {
    changeType: 'standard',
    serviceRef: run.items[0],
    affects: [...run.items],
    expectedImpact: template.expectedImpact,
    ...(start &&
      end &&
      !wrongStart &&
      !wrongEnd && { plannedStart: start, plannedEnd: end }),
    has: {
      plan: true,
      testEvidence: Boolean(template.testEvidence),
      rollbackPlan: true,
    },
  };
}
