import { newsTopic, type NewsTopicKey } from '@callboard/plugin-itsm-common';
import { valueOf, type News, type NewsRule } from '@callboard/plugin-itsm-node';
import type { SeatPayload } from '../../approvals/payloads';

/** Where the portal shows what waits. */
const INBOX = '/itsm/approvals';
/** Where the portal lets somebody decide at a seat. */
const decidePath = (seatId: string) => `${INBOX}/${seatId}`;

const SAYS: Record<string, { topic: NewsTopicKey; words: string }> = {
  'approval.asked': {
    topic: 'approval-asked',
    words: 'waits for your approval',
  },
  'approval.decided': {
    topic: 'approval-asked',
    words: 'waits for your approval',
  },
  'approval.reminded': {
    topic: 'approval-reminded',
    words: 'still waits for your approval',
  },
  'approval.escalated': {
    topic: 'approval-asked',
    words: 'waits for your approval, nobody decided in time',
  },
  'approval.seat-replaced': {
    topic: 'approval-asked',
    words: 'waits for your approval',
  },
};

/**
 * Whoever is asked to approve hears of it, with the way to the page where they decide: when their
 * step begins, when they are reminded, when it comes to them in place of others. Whoever may not decide
 * on it because it is their own is not asked with their group.
 */
export const tellsApprovers: NewsRule = {
  id: 'kernel.approval-asked',
  kinds: Object.keys(SAYS),
  news(input) {
    const { entry, record } = input;
    const { topic, words } = SAYS[entry.kind];
    const own = [
      record.requesterRef,
      record.requestedForRef,
      record.assigneeRef,
      valueOf(input, entry.payload.askedBy) as string | undefined,
    ];
    const seats = (entry.payload.seats ?? []) as SeatPayload[];
    return seats
      .filter(seat => seat.open)
      .map((seat): News => {
        const person = valueOf(input, seat.person) as string | undefined;
        return {
          topic: newsTopic(record.type, topic),
          to: [seat.group ?? person],
          except: own,
          title: `${record.number} ${words}: ${record.title}`,
          severity: entry.kind === 'approval.escalated' ? 'high' : 'normal',
          link: decidePath(seat.id),
          deputies: { link: INBOX },
        };
      });
  },
};
