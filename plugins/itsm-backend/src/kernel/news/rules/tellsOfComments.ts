import { newsTopic } from '@callboard/plugin-itsm-common';
import { valueOf, type NewsRule } from '@callboard/plugin-itsm-node';
import { excerpt } from '../excerpt';
import { whoTakesPart } from './whoTakesPart';

/**
 * A comment for the requester is told to requester, watchers and assignee; an internal one to
 * those who work on the record and watch it. As long as nobody has taken the record, its group
 * stands in for the assignee.
 */
export const tellsOfComments: NewsRule = {
  id: 'kernel.comment',
  kinds: ['comment.added'],
  news(input) {
    const { entry, record } = input;
    const body = valueOf(input, entry.payload.body);
    return [
      {
        topic: newsTopic(record.type, 'comment'),
        to: whoTakesPart(input),
        title: `New comment on ${record.number}: ${record.title}`,
        description: typeof body === 'string' ? excerpt(body) : undefined,
        audience: entry.audience,
      },
    ];
  },
};
