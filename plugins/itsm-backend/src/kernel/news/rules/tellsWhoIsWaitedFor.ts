import { newsTopic } from '@callboard/plugin-itsm-common';
import { changeOf, type NewsRule } from '@callboard/plugin-itsm-node';

/**
 * Who asked for a record hears that work on it waits for them: its field `holdReason` became
 * `requester`.
 */
export const tellsWhoIsWaitedFor: NewsRule = {
  id: 'kernel.waiting-for-you',
  kinds: ['record.transitioned', 'record.changed'],
  news(input) {
    const { record } = input;
    if (changeOf(input, 'holdReason')?.after !== 'requester') return [];
    return [
      {
        topic: newsTopic(record.type, 'waiting-for-you'),
        to: [record.requestedForRef ?? record.requesterRef],
        title: `${record.number} waits for your answer: ${record.title}`,
        severity: 'high',
      },
    ];
  },
};
