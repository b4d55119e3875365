import type { Case } from '../Case';
import * as needs from '../needs';
import { mayRead } from '../oracle';

const CART = 'component:default/cart';
const LATER = '2098-01-01T00:00:00.000Z';

const of = (record: { number: string }) => ({ params: { id: record.number } });

/** What all records share. */
export const recordCases: Case[] = [
  {
    route: 'records.list',
    needs: needs.signedIn,
    ask: () => ({ query: { total: 'true', limit: '200' } }),
  },
  {
    route: 'records.list',
    when: 'of one type',
    needs: needs.signedIn,
    ask: () => ({ query: { type: 'incident', sort: 'title', limit: '200' } }),
  },
  { route: 'records.get', needs: needs.read, ask: ({ record }) => of(record) },
  {
    route: 'records.get',
    when: 'by id',
    needs: needs.read,
    ask: ({ record }) => ({ params: { id: record.id } }),
  },
  {
    route: 'records.journal',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  {
    route: 'journal.verify',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  {
    route: 'records.comment',
    when: 'for the requester',
    needs: needs.update,
    ask: ({ record }) => ({
      ...of(record),
      body: { body: 'Said', audience: 'requester' },
    }),
  },
  {
    route: 'records.comment',
    when: 'internal',
    needs: needs.work,
    ask: ({ record }) => ({
      ...of(record),
      body: { body: 'Said', audience: 'internal' },
    }),
  },
  {
    route: 'records.links',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  {
    route: 'records.link',
    when: 'to an entity',
    needs: needs.work,
    ask: ({ record }) => ({
      ...of(record),
      body: { kind: 'caused-by', target: CART },
    }),
  },
  {
    route: 'records.link',
    when: 'between an open and a restricted record',
    needs: needs.workWithOther(
      mayRead,
      'who works on the record and may change it, and may read the other one',
    ),
    ask: async ({ record, make }) => ({
      ...of(record),
      body: {
        kind: 'relates-to',
        target: (await make.twin(make.other)).number,
      },
    }),
  },
  {
    route: 'records.unlink',
    needs: needs.work,
    ask: ({ record }) => ({
      params: { id: record.number, linkId: record.linkId },
    }),
  },
  {
    route: 'records.participants',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  {
    route: 'records.addParticipant',
    when: 'somebody else',
    needs: needs.work,
    ask: ({ record }) => ({
      ...of(record),
      body: {
        principalRef: 'user:default/sam',
        role: 'collaborator',
        canRead: true,
      },
    }),
  },
  {
    route: 'records.addParticipant',
    when: 'oneself, to watch',
    needs: needs.readingPeople,
    ask: ({ record, caller }) => ({
      ...of(record),
      body: { principalRef: caller.ref || 'none', role: 'watcher' },
    }),
  },
  {
    route: 'records.removeParticipant',
    when: 'somebody else',
    needs: needs.work,
    ask: ({ record }) => ({
      ...of(record),
      // Whose own watching it is may end it; nobody asks here who is.
      query: { principalRef: 'user:default/colin', role: 'collaborator' },
    }),
  },
  {
    route: 'records.removeParticipant',
    when: 'oneself, to watch no longer',
    needs: needs.readingPeople,
    ask: ({ record, caller }) => ({
      ...of(record),
      query: { principalRef: caller.ref, role: 'watcher' },
    }),
  },
  {
    route: 'records.reminders',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  {
    route: 'records.remind',
    needs: needs.read,
    ask: ({ record }) => ({ ...of(record), body: { at: LATER } }),
  },
  {
    route: 'records.forgetReminder',
    needs: needs.onlyOnRecord('maria'),
    ask: ({ record }) => ({
      params: { id: record.number, reminderId: record.reminderId },
    }),
  },
  { route: 'records.types', needs: needs.signedIn },
  { route: 'fields.list', needs: needs.signedIn },
  {
    route: 'presence.list',
    needs: needs.standing,
    ask: ({ record }) => of(record),
  },
  {
    route: 'presence.put',
    needs: needs.standing,
    ask: ({ record }) => ({ ...of(record), body: { doing: 'viewing' } }),
  },
  {
    route: 'presence.leave',
    needs: needs.standing,
    ask: ({ record }) => of(record),
  },
  {
    route: 'tasks.ofRecord',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  {
    route: 'tasks.add',
    needs: needs.work,
    ask: ({ record }) => ({ ...of(record), body: { title: 'Look' } }),
  },
  {
    route: 'tasks.reorder',
    needs: needs.work,
    ask: ({ record }) => ({
      ...of(record),
      body: { order: [...record.tasks].reverse() },
    }),
  },
  {
    route: 'tasks.list',
    needs: needs.signedIn,
    ask: () => ({ query: { limit: '200' } }),
  },
  {
    route: 'tasks.update',
    when: 'an internal one',
    needs: needs.unseenWork,
    ask: ({ record }) => ({
      params: { id: record.tasks[0] },
      body: { state: 'done' },
    }),
  },
  {
    route: 'tasks.update',
    when: 'one for the requester',
    needs: needs.work,
    ask: ({ record }) => ({
      params: { id: record.tasks[1] },
      body: { state: 'done' },
    }),
  },
];
