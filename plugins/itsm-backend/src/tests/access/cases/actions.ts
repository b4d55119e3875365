import type { Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const action = (
  name: string,
  need: Case['needs'],
  ask: Case['ask'],
  more: Partial<Case> = {},
): Case => ({ route: `${ACTION}${name}`, needs: need, ask, ...more });

const READS = { changesNothing: true };

const ofDemand = (need: needs.Need) =>
  needs.readBy('demand.read', need, 'demand.update');

/** What agents and pipelines can call. Backstage asks for credentials before it comes here. */
export const actionCases: Case[] = [
  action('create-incident', needs.permitted('incident.create'), () => ({
    body: { serviceRef: 'component:default/checkout', title: 'Another one' },
  })),
  action(
    'list-incidents',
    needs.signedIn,
    () => ({ body: { q: 'checkout', limit: 50 } }),
    READS,
  ),
  action(
    'get-incident',
    needs.read,
    ({ record }) => ({ body: { id: record.number } }),
    READS,
  ),
  action(
    'explain-incident-history',
    needs.read,
    ({ record }) => ({ body: { id: record.number } }),
    READS,
  ),
  action(
    'comment-on-incident',
    needs.update,
    ({ record }) => ({
      body: { id: record.number, body: 'Said', audience: 'requester' },
    }),
    { when: 'for the requester' },
  ),
  action(
    'comment-on-incident',
    needs.work,
    ({ record }) => ({
      body: { id: record.number, body: 'Said', audience: 'internal' },
    }),
    { when: 'internal' },
  ),
  action(
    'transition-incident',
    needs.work,
    ({ record }) => ({
      body: { id: record.number, transition: 'acknowledge' },
    }),
    { when: 'acknowledge' },
  ),
  action(
    'transition-incident',
    needs.workOrAsk,
    ({ record }) => ({ body: { id: record.number, transition: 'close' } }),
    { when: 'close', status: 'resolved' },
  ),
  action('create-change', needs.permitted('change.create'), () => ({
    body: { serviceRef: 'component:default/checkout', title: 'Another one' },
  })),
  action(
    'list-changes',
    needs.signedIn,
    () => ({ body: { q: 'checkout', limit: 50 } }),
    READS,
  ),
  action(
    'get-change',
    needs.read,
    async ({ record, make }) => ({
      body: { id: (await make.change(record)).number },
    }),
    READS,
  ),
  action('comment-on-change', needs.update, async ({ record, make }) => ({
    body: {
      id: (await make.change(record)).number,
      body: 'Said',
      audience: 'requester',
    },
  })),
  action('transition-change', needs.workOrAsk, async ({ record, make }) => ({
    body: { id: (await make.change(record)).number, transition: 'submit' },
  })),
  action(
    'check-change-gate',
    needs.read,
    async ({ record, make }) => ({
      body: { change: (await make.change(record, 'scheduled')).number },
    }),
    READS,
  ),
  action('list-standard-changes', needs.signedIn, () => ({ body: {} }), READS),
  action(
    'file-standard-change',
    needs.permitted('change.create'),
    async ({ make }) => {
      await make.definition('standard-change', 'restart', {
        title: 'Restart',
        scope: { items: ['component:default/checkout'] },
        plan: 'Roll it.',
        rollbackPlan: 'Roll it back.',
        duration: '30m',
      });
      return {
        body: {
          key: 'restart',
          entityRef: 'component:default/checkout',
          draft: true,
        },
      };
    },
  ),
  action('create-initiative', needs.permitted('initiative.create'), () => ({
    body: { title: 'Another one', ownerRef: 'group:default/payments' },
  })),
  action(
    'list-initiatives',
    needs.signedIn,
    async ({ record, make }) => {
      await make.initiative(record);
      await make.initiative(make.other);
      return { body: { limit: 50 } };
    },
    READS,
  ),
  action(
    'get-initiative',
    needs.read,
    async ({ record, make }) => ({
      body: { id: (await make.initiative(record)).number },
    }),
    READS,
  ),
  action('comment-on-initiative', needs.update, async ({ record, make }) => ({
    body: {
      id: (await make.initiative(record)).number,
      body: 'Said',
      audience: 'requester',
    },
  })),
  action('transition-initiative', needs.work, async ({ record, make }) => ({
    body: {
      id: (await make.initiative(record)).number,
      transition: 'define',
    },
  })),
  action('create-demand', needs.permitted('demand.create'), () => ({
    body: { title: 'Another one', whoFor: 'Everybody', why: 'Because' },
  })),
  action(
    'vote-demand',
    ofDemand(needs.readingPeople),
    async ({ record, make }) => ({
      body: { id: (await make.demand(record)).number, points: 0 },
    }),
  ),
  action(
    'list-demands',
    needs.signedIn,
    async ({ record, make }) => {
      await make.demand(record);
      await make.demand(make.other);
      return { body: { limit: 50 } };
    },
    READS,
  ),
  action(
    'get-demand',
    ofDemand(needs.read),
    async ({ record, make }) => ({
      body: { id: (await make.demand(record)).number },
    }),
    READS,
  ),
  action(
    'comment-on-demand',
    ofDemand(needs.update),
    async ({ record, make }) => ({
      body: {
        id: (await make.demand(record)).number,
        body: 'Said',
        audience: 'requester',
      },
    }),
  ),
  action(
    'transition-demand',
    ofDemand(needs.work),
    async ({ record, make }) => ({
      body: {
        id: (await make.demand(record)).number,
        transition: 'decline',
        answer: 'No',
      },
    }),
  ),
];
