import { newsTopic } from '@callboard/plugin-itsm-common';
import { valueOf, type NewsRule } from '@callboard/plugin-itsm-node';
import { whoTakesPart } from './whoTakesPart';

/** A file is told to whom a comment in its place would be told, under the same topic. */
export const tellsOfAttachments: NewsRule = {
  id: 'kernel.attachment',
  kinds: ['attachment.added'],
  news(input) {
    const { entry, record } = input;
    const name = valueOf(input, entry.payload.name);
    return [
      {
        topic: newsTopic(record.type, 'comment'),
        to: whoTakesPart(input),
        title: `New file on ${record.number}: ${record.title}`,
        description: typeof name === 'string' ? name : undefined,
        audience: entry.audience,
      },
    ];
  },
};
