import type { Assessment } from '@callboard/plugin-itsm-common';

/** What a server says of a change that hits nothing and meets nothing. */
export function anAssessment(changes: Partial<Assessment> = {}): Assessment {
  return {
    asOf: '2026-03-01T09:00:00.000Z',
    items: [],
    risk: { level: 'low', score: 0, factors: [], by: 'Built in' },
    conflicts: { items: [], total: 0, inFreeze: false },
    slots: { items: [] },
    partial: [],
    refs: {},
    ...changes,
  };
}
