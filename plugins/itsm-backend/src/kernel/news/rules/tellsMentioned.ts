import { mentionsIn, newsTopic } from '@callboard/plugin-itsm-common';
import { valueOf, type NewsRule } from '@callboard/plugin-itsm-node';
import { excerpt } from '../excerpt';

/** Whoever a comment mentions hears of it, if they may read it. */
export const tellsMentioned: NewsRule = {
  id: 'kernel.mentioned',
  kinds: ['comment.added'],
  news(input) {
    const { entry, record } = input;
    const body = valueOf(input, entry.payload.body);
    if (typeof body !== 'string') return [];
    const mentioned = mentionsIn(body);
    if (mentioned.length === 0) return [];
    return [
      {
        topic: newsTopic(record.type, 'mentioned'),
        to: mentioned,
        title: `You are mentioned in ${record.number}: ${record.title}`,
        description: excerpt(body),
        severity: 'high',
        audience: entry.audience,
      },
    ];
  },
};
