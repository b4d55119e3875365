import { SUGGESTION } from '@callboard/plugin-itsm-common';
import type { NewsRule } from '@callboard/plugin-itsm-node';

/** More than a notification shows. */
const MOST = 300;

/**
 * Whoever suggested something or watches it hears that it will be done, and why. That it is declined or
 * done they hear as of all records that end.
 */
export const suggestionNews: NewsRule = {
  id: 'improvement.suggestions',
  kinds: ['record.transitioned'],
  news({ record, entry, participants }) {
    if (record.type !== SUGGESTION || entry.payload.transition !== 'accept')
      return [];
    const { number, title, answer } = record;
    const watchers = participants.filter(({ role }) => role === 'watcher');
    return [
      {
        topic: 'suggestion.accepted',
        to: [
          record.requesterRef,
          ...watchers.map(({ principalRef }) => principalRef),
        ],
        title: `${number} is accepted: ${title}`,
        description:
          typeof answer === 'string' ? answer.slice(0, MOST) : undefined,
        severity: 'normal',
      },
    ];
  },
};
