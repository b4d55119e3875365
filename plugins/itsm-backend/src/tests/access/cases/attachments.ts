import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const of = ({ record }: Asks): Call => ({ params: { id: record.number } });
const sent =
  (audience: 'internal' | 'requester') =>
  (asks: Asks): Call => ({
    ...of(asks),
    query: { name: 'notes.txt', audience },
    text: { type: 'text/plain', body: 'Said' },
  });
const one =
  (which: 0 | 1) =>
  ({ record }: Asks): Call => ({
    params: { id: record.number, attachmentId: record.attachments[which] },
  });

/** Files on records; each has its word in its name and in its content. */
export const attachmentCases: Case[] = [
  { route: 'attachments.list', needs: needs.read, ask: of },
  {
    route: 'attachments.add',
    when: 'for the requester',
    needs: needs.update,
    ask: sent('requester'),
  },
  {
    route: 'attachments.add',
    when: 'internal',
    needs: needs.work,
    ask: sent('internal'),
  },
  {
    route: 'attachments.content',
    when: 'of one for the requester',
    needs: needs.read,
    ask: one(1),
  },
  {
    route: 'attachments.content',
    when: 'of an internal one',
    needs: needs.unseen,
    ask: one(0),
  },
  {
    route: 'attachments.remove',
    when: 'one for the requester',
    needs: needs.workOrOwn,
    ask: one(1),
  },
  {
    route: 'attachments.remove',
    when: 'an internal one',
    needs: needs.unseenWork,
    ask: one(0),
  },
];
