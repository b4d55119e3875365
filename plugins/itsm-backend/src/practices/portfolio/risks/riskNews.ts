import { RISK } from '@callboard/plugin-itsm-common';
import type { News, NewsInput, NewsRule } from '@callboard/plugin-itsm-node';
import { RISK_NOTES } from './kinds';

type Said = Pick<News, 'topic' | 'title' | 'description' | 'severity'>;

function said({ record, entry }: NewsInput): Said | undefined {
  const { number, title } = record;
  if (entry.kind === RISK_NOTES.reviewDue)
    return {
      topic: 'risk.review-due',
      title: `${number} is to be reviewed: ${title}`,
      description:
        'Say whether it still holds, and how likely it is and how much it hurts by now.',
      severity: 'normal',
    };
  if (entry.payload.transition === 'lapse')
    return {
      topic: 'risk.lapsed',
      title: `${number} is accepted no longer: ${title}`,
      description:
        'The day until which it was accepted has come. Analyse it again, then treat it or ask once more.',
      severity: 'high',
    };
  if (entry.payload.transition === 'accept')
    return {
      topic: 'risk.accepted',
      title: `${number} is accepted: ${title}`,
      severity: 'normal',
    };
  if (entry.payload.transition === 'refuse')
    return {
      topic: 'risk.refused',
      title: `${number} is not accepted: ${title}`,
      description: 'Those who answer for the service do not bear it: treat it.',
      severity: 'high',
    };
  return undefined;
}

/** Whoever answers for a risk hears when it is to be reviewed, and what was decided about it. */
export const riskNews: NewsRule = {
  id: 'portfolio.risks',
  kinds: ['record.transitioned', RISK_NOTES.reviewDue],
  news(input) {
    const { record, participants } = input;
    if (record.type !== RISK) return [];
    const says = said(input);
    if (!says) return [];
    const isDue = input.entry.kind === RISK_NOTES.reviewDue;
    return [
      {
        ...says,
        to: [
          record.assigneeRef ?? record.ownerRef,
          ...(isDue
            ? []
            : [
                record.requesterRef,
                ...participants
                  .filter(({ role }) => role === 'watcher')
                  .map(({ principalRef }) => principalRef),
              ]),
        ],
      },
    ];
  },
};
