import { CONTRACT } from '@callboard/plugin-itsm-common';
import type { News, NewsInput, NewsRule } from '@callboard/plugin-itsm-node';
import { CONTRACT_NOTES } from './kinds';

type Said = Pick<News, 'topic' | 'title' | 'description' | 'severity'>;

const day = (instant: unknown) =>
  new Date(Number(instant)).toISOString().slice(0, 10);

function said({ record, entry }: NewsInput): Said | undefined {
  const { number, title, renewal } = record;
  const { endAt, noticeBy } = entry.payload;
  switch (entry.kind) {
    case CONTRACT_NOTES.noticeDue:
      return {
        topic: 'contract.notice-due',
        title: `${number}: notice can be given until ${day(
          noticeBy,
        )}: ${title}`,
        description:
          renewal === 'automatic'
            ? 'After that it renews by itself. Decide whether it is still needed.'
            : 'Decide whether it goes on.',
        severity: 'high',
      };
    case CONTRACT_NOTES.endsSoon:
      return {
        topic: 'contract.ends-soon',
        title: `${number} ends on ${day(endAt)}: ${title}`,
        description:
          'Renew it, or see to it that nothing needs it any more by then.',
        severity: 'high',
      };
    case CONTRACT_NOTES.expired:
      return {
        topic: 'contract.expired',
        title: `${number} has ended: ${title}`,
        description:
          'Say what became of it: it was renewed until another day, or it ended.',
        severity: 'high',
      };
    case CONTRACT_NOTES.renewed:
      return {
        topic: 'contract.renewed',
        title: `${number} renewed by itself until ${day(endAt)}: ${title}`,
        severity: 'normal',
      };
    default:
      return undefined;
  }
}

/** Whoever looks after a contract hears by when to decide, and when it ended or renewed. */
export const contractNews: NewsRule = {
  id: 'portfolio.contracts',
  kinds: Object.values(CONTRACT_NOTES),
  news(input) {
    const { record } = input;
    if (record.type !== CONTRACT) return [];
    const says = said(input);
    return says
      ? [{ ...says, to: [record.assigneeRef ?? record.ownerRef] }]
      : [];
  },
};
