import { nameOf, newsTopic } from '@callboard/plugin-itsm-common';
import type { NewsRule } from '@callboard/plugin-itsm-node';

/** Who follows a service hears of what is filed about it, as far as they may read it. */
export const tellsFollowers: NewsRule = {
  id: 'kernel.followers',
  kinds: ['record.created'],
  news({ record, followers }) {
    if (followers.length === 0 || record.serviceRef === undefined) return [];
    return [
      {
        topic: newsTopic(record.type, 'followed'),
        to: followers,
        title: `New on ${nameOf(record.serviceRef)}, ${record.number}: ${
          record.title
        }`,
        severity: 'low',
      },
    ];
  },
};
