import {
  ACTIVE_CATEGORIES,
  newsTopic,
  type NewsTopicKey,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import type { NewsInput, NewsRule } from '@callboard/plugin-itsm-node';

const ENDS: Partial<Record<StatusCategory, NewsTopicKey>> = {
  resolved: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
};

function topicOf({ entry, type }: NewsInput): NewsTopicKey | undefined {
  const category = (state: unknown) =>
    type.lifecycle.states[String(state)]?.category;
  const from = category(entry.payload.from);
  const to = category(entry.payload.to);
  if (!from || !to || from === to) return undefined;
  const again =
    !ACTIVE_CATEGORIES.includes(from) && ACTIVE_CATEGORIES.includes(to);
  return again ? 'reopened' : ENDS[to];
}

const WORDS = {
  resolved: 'is resolved',
  closed: 'is closed',
  cancelled: 'is cancelled',
  reopened: 'is worked on again',
} as const;

/**
 * Who asked for a record or watches it hears when it is resolved, closed, cancelled or reopened;
 * of a reopening its assignee hears too. Which states mean that, the lifecycle says.
 */
export const tellsOfTheEnd: NewsRule = {
  id: 'kernel.end',
  kinds: ['record.transitioned'],
  news(input) {
    const { record, participants } = input;
    const topic = topicOf(input) as keyof typeof WORDS | undefined;
    if (!topic) return [];
    const watchers = participants.filter(p => p.role === 'watcher');
    return [
      {
        topic: newsTopic(record.type, topic),
        to: [
          record.requesterRef,
          record.requestedForRef,
          ...watchers.map(p => p.principalRef),
          topic === 'reopened' ? record.assigneeRef : undefined,
        ],
        title: `${record.number} ${WORDS[topic]}: ${record.title}`,
      },
    ];
  },
};
