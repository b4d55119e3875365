import { newsTopic } from '@callboard/plugin-itsm-common';
import { changeOf, type NewsRule } from '@callboard/plugin-itsm-node';

/** Whoever a record is assigned to hears that it is theirs. */
export const tellsAssignee: NewsRule = {
  id: 'kernel.assigned',
  kinds: ['record.created', 'record.changed', 'record.transitioned'],
  news(input) {
    const { record } = input;
    const assignee = changeOf(input, 'assigneeRef')?.after;
    if (typeof assignee !== 'string') return [];
    return [
      {
        topic: newsTopic(record.type, 'assigned'),
        to: [assignee],
        title: `${record.number} is assigned to you: ${record.title}`,
        audience: 'internal',
      },
    ];
  },
};
