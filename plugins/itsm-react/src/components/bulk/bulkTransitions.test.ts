import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import { bulkFields, bulkTransitions } from './bulkTransitions';

const offered = (...statuses: string[]) =>
  bulkTransitions(
    incidentLifecycle,
    statuses.map(status => ({ status })),
  ).map(({ transition, count }) => `${transition.name} ${count}`);

describe('what can be done with many incidents', () => {
  it('is what at least one of them is ready for, and says how many are', () => {
    expect(offered('new', 'new', 'resolved')).toEqual([
      'acknowledge 2',
      'start 2',
      'hold 2',
      'resolve 2',
      'close 1',
      'reopen 1',
      'cancel 2',
    ]);
    expect(offered('cancelled')).toEqual([]);
  });

  it('asks for what nothing else fills in', () => {
    const find = (name: string) =>
      incidentLifecycle.transitions.find(t => t.name === name)!;
    expect(bulkFields(find('start')).required).toEqual([]);
    expect(bulkFields(find('resolve')).required).toEqual([
      'resolution',
      'resolutionCode',
    ]);
    expect(bulkFields(find('hold')).optional).toEqual([
      'holdNote',
      'holdUntil',
    ]);
  });
});
