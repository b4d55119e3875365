import type { Case } from '../Case';
import * as needs from '../needs';

/** Ways to find records without naming one. */
export const searchCases: Case[] = [
  {
    route: 'search.records',
    needs: needs.signedIn,
    ask: () => ({ query: { q: 'checkout', limit: '100' } }),
  },
  {
    route: 'records.similar',
    needs: needs.signedIn,
    ask: () => ({
      query: { title: 'Checkout fails', entity: 'component:default/checkout' },
    }),
  },
  {
    route: 'search.documents',
    needs: needs.searchPlugin,
    ask: () => ({ query: { type: 'incident' } }),
  },
  {
    route: 'records.counts',
    needs: needs.signedIn,
    changesNothing: true,
    ask: () => ({ body: { queries: { all: { type: ['incident'] } } } }),
  },
  { route: 'records.export', needs: needs.signedIn },
];
