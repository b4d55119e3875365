import type { JournalEntry } from '@callboard/plugin-itsm-common';
import { incidentStoryOf } from './useIncidentTelling';

function entry(changes: Partial<JournalEntry>): JournalEntry {
  return {
    position: 1,
    kind: 'record.changed',
    audience: 'requester',
    at: '2026-03-01T09:00:00.000Z',
    recordedAt: '2026-03-01T09:00:00.000Z',
    commandId: 'c',
    mode: 'enforce',
    changes: [],
    ...changes,
  };
}

const change = (field: string, after?: string | number | boolean) => ({
  field,
  label: field,
  type: 'string',
  after,
});

describe('what of an incident’s journal has words of its own', () => {
  it('is a major incident from declaring to ending it', () => {
    const declared = [change('major', true), change('majorSummary', 'x')];
    expect(incidentStoryOf(entry({ changes: declared }))).toBe('declaredMajor');
    expect(
      incidentStoryOf(entry({ changes: [change('majorSummary', 'y')] })),
    ).toBe('updatedMajor');
    expect(
      incidentStoryOf(
        entry({ changes: [change('major', false), change('majorSummary')] }),
      ),
    ).toBe('endedMajor');
    expect(incidentStoryOf(entry({ kind: 'incident.update-late' }))).toBe(
      'late',
    );
    expect(incidentStoryOf(entry({ kind: 'incident.threshold' }))).toBe(
      'threshold',
    );
    expect(incidentStoryOf(entry({ kind: 'incident.service-facts' }))).toBe(
      'facts',
    );
  });

  it('is what requesters say of how they were helped', () => {
    expect(
      incidentStoryOf(entry({ changes: [change('satisfaction', 5)] })),
    ).toBe('rated');
    expect(
      incidentStoryOf(entry({ changes: [change('satisfaction')] })),
    ).toBeUndefined();
  });

  it('is going back to the queue, and joining with another one', () => {
    expect(
      incidentStoryOf(entry({ transition: 'requeue', from: 'a', to: 'b' })),
    ).toBe('returned');
    const duplicate = [change('resolutionCode', 'duplicate')];
    expect(
      incidentStoryOf(entry({ transition: 'resolve', changes: duplicate })),
    ).toBe('joined');
    expect(
      incidentStoryOf(
        entry({
          transition: 'resolve',
          changes: [change('resolutionCode', 'solved')],
        }),
      ),
    ).toBeUndefined();
  });

  it('is not what everybody has words for', () => {
    expect(
      incidentStoryOf(entry({ changes: [change('impact', 1)] })),
    ).toBeUndefined();
    expect(
      incidentStoryOf(
        entry({ kind: 'record.created', changes: [change('major', true)] }),
      ),
    ).toBeUndefined();
  });
});
