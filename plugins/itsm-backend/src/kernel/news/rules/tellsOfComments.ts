import { newsTopic } from '@callboard/plugin-itsm-common';
import { valueOf, type News, type NewsRule } from '@callboard/plugin-itsm-node';
import { excerpt } from '../excerpt';

/**
 * A comment for the requester is told to requester, watchers and assignee; an internal one to
 * those who work on the record and watch it. As long as nobody has taken the record, its group
 * stands in for the assignee.
 */
export const tellsOfComments: NewsRule = {
  id: 'kernel.comment',
  kinds: ['comment.added'],
  news(input) {
    const { entry, record, participants } = input;
    const body = valueOf(input, entry.payload.body);
    const having = (...roles: string[]) =>
      participants.filter(p => roles.includes(p.role)).map(p => p.principalRef);
    const workers = [
      record.assigneeRef ?? record.ownerRef,
      ...having('collaborator', 'watcher'),
    ];
    const news: News = {
      topic: newsTopic(record.type, 'comment'),
      to: workers,
      title: `New comment on ${record.number}: ${record.title}`,
      description: typeof body === 'string' ? excerpt(body) : undefined,
      audience: entry.audience,
    };
    if (entry.audience === 'internal') return [news];
    const asked = [record.requesterRef, record.requestedForRef];
    return [{ ...news, to: [...asked, ...workers] }];
  },
};
