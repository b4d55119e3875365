import { ACTIVE_CATEGORIES, newsTopic } from '@callboard/plugin-itsm-common';
import { changeOf, type NewsRule } from '@callboard/plugin-itsm-node';

/** A group hears of what comes to its queue and nobody has taken. */
export const tellsOwnerGroup: NewsRule = {
  id: 'kernel.queued',
  kinds: ['record.created', 'record.changed', 'record.transitioned'],
  news(input) {
    const { record } = input;
    const owner = changeOf(input, 'ownerRef')?.after;
    const taken = record.assigneeRef !== undefined;
    const over = !ACTIVE_CATEGORIES.includes(record.statusCategory);
    if (typeof owner !== 'string' || taken || over) return [];
    return [
      {
        topic: newsTopic(record.type, 'queued'),
        to: [owner],
        title: `${record.number} is new in your queue: ${record.title}`,
        severity: record.priority === 1 ? 'high' : 'normal',
        audience: 'internal',
      },
    ];
  },
};
