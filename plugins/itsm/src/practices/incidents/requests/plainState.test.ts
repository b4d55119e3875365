import {
  INCIDENT_STATES,
  incidentLifecycle,
} from '@callboard/plugin-itsm-common';
import { plainState, waitsForRequester } from './plainState';

describe('how it stands, for those who asked', () => {
  it('has plain words for every state', () => {
    for (const state of INCIDENT_STATES) {
      const { label, next } = plainState(state);
      expect(label).toBe(incidentLifecycle.states[state].plain?.label);
      expect(next).toMatch(/\.$|\?/);
    }
  });

  it('says when it is up to them, and only then', () => {
    const held = { status: 'on-hold', statusCategory: 'waiting' } as const;
    expect(waitsForRequester({ ...held, holdReason: 'requester' })).toBe(true);
    expect(waitsForRequester({ ...held, holdReason: 'supplier' })).toBe(false);
    expect(
      waitsForRequester({
        status: 'resolved',
        statusCategory: 'resolved',
        holdReason: 'requester',
      }),
    ).toBe(false);
  });

  it('shows a state that it does not know by its name', () => {
    expect(plainState('parked').label).toBe('parked');
  });
});
