import { DEMAND } from '@callboard/plugin-itsm-common';
import type { News, NewsRule } from '@callboard/plugin-itsm-node';

/** More than a notification shows. */
const MOST = 300;

type Said = Pick<News, 'topic' | 'title' | 'description'>;

function said(
  transition: unknown,
  {
    number,
    title,
    answer,
  }: { number: string; title: string; answer?: unknown },
): Said | undefined {
  const why = typeof answer === 'string' ? answer.slice(0, MOST) : undefined;
  switch (transition) {
    case 'approve':
      return {
        topic: 'demand.approved',
        title: `${number} is approved: ${title}`,
      };
    case 'realize':
      return {
        topic: 'demand.realizing',
        title: `${number} is being done: ${title}`,
      };
    case 'defer':
      return {
        topic: 'demand.deferred',
        title: `${number} is put off: ${title}`,
        description: why,
      };
    default:
      return undefined;
  }
}

/**
 * Whoever asked for something or watches it hears that it is approved, begun or put off; who works on it,
 * that it is to be looked at again. That it is rejected or done they hear as of all records that end.
 */
export const demandNews: NewsRule = {
  id: 'portfolio.demand',
  kinds: ['record.transitioned'],
  news({ record, entry, participants }) {
    if (record.type !== DEMAND) return [];
    const { transition } = entry.payload;
    const told = said(transition, record);
    if (told)
      return [
        {
          ...told,
          to: [
            record.requesterRef,
            record.requestedForRef,
            ...participants
              .filter(({ role }) => role === 'watcher')
              .map(({ principalRef }) => principalRef),
          ],
          severity: 'normal',
        },
      ];
    if (transition !== 'resume') return [];
    return [
      {
        topic: 'demand.again',
        to: [record.assigneeRef ?? record.ownerRef],
        title: `${record.number} is to be looked at again: ${record.title}`,
        description: 'The day has come that it was put off to.',
        severity: 'normal',
      },
    ];
  },
};
