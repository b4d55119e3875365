import { newsTopic } from '@callboard/plugin-itsm-common';
import type { NewsRule } from '@callboard/plugin-itsm-node';

/**
 * Who asked for a record, works on it or watches it hears when it is approved or rejected, and when
 * what was approved has changed and is asked anew.
 */
export const tellsOfDecisions: NewsRule = {
  id: 'kernel.approval-decided',
  kinds: ['approval.decided', 'approval.stale'],
  news(input) {
    const { entry, record, participants } = input;
    const to = [
      record.requesterRef,
      record.requestedForRef,
      record.assigneeRef ?? record.ownerRef,
      ...participants
        .filter(p => p.role === 'watcher' || p.role === 'collaborator')
        .map(p => p.principalRef),
    ];
    if (entry.kind === 'approval.stale') {
      return [
        {
          topic: newsTopic(record.type, 'approval-stale'),
          to,
          title: `${record.number} changed and is to be approved anew: ${record.title}`,
          severity: 'high',
        },
      ];
    }
    const { state, because } = entry.payload;
    if (state !== 'approved' && state !== 'rejected') return [];
    const late = because === 'deadline' ? ', nobody decided in time' : '';
    return [
      {
        topic: newsTopic(record.type, 'approval-decided'),
        to,
        title: `${record.number} is ${state}${late}: ${record.title}`,
      },
    ];
  },
};
