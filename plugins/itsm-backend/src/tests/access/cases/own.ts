import type { Case } from '../Case';
import * as needs from '../needs';

const SERVICE = 'component:default/checkout';
const RITA = { ref: 'user:default/rita' };

/** What people keep for themselves. */
export const ownCases: Case[] = [
  {
    route: 'views.list',
    needs: needs.signedIn,
    ask: () => ({ query: { page: 'incident' } }),
  },
  {
    route: 'views.create',
    needs: needs.signedIn,
    ask: () => ({
      body: { page: 'incident', name: 'Mine', query: { params: {} } },
    }),
  },
  {
    route: 'views.create',
    when: 'for everybody',
    needs: needs.agents,
    ask: () => ({
      body: {
        page: 'incident',
        name: 'All of us',
        query: { params: {} },
        sharing: 'everybody',
      },
    }),
  },
  {
    route: 'views.prefer',
    needs: needs.signedIn,
    ask: () => ({ body: { page: 'incident', order: [] } }),
  },
  {
    route: 'views.get',
    needs: needs.only('rita'),
    ask: async ({ make }) => ({ params: { id: await make.view(RITA) } }),
  },
  {
    route: 'views.update',
    needs: needs.only('rita'),
    ask: async ({ make }) => ({
      params: { id: await make.view(RITA) },
      body: { name: 'Other' },
    }),
  },
  {
    route: 'views.remove',
    needs: needs.only('rita'),
    ask: async ({ make }) => ({ params: { id: await make.view(RITA) } }),
  },
  { route: 'follows.list', needs: needs.signedIn },
  {
    route: 'follows.follow',
    needs: needs.people,
    ask: () => ({ body: { entityRef: SERVICE } }),
  },
  {
    route: 'follows.unfollow',
    needs: needs.people,
    ask: () => ({ query: { entityRef: SERVICE } }),
  },
];
