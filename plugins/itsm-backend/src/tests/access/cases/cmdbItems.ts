import type { Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('cmdb.read');
const ref = 'component:default/checkout';

/** Lists of configuration items, and what touches them. */
export const cmdbItemCases: Case[] = [
  {
    route: 'cmdb.cis.list',
    needs: reader,
    ask: () => ({ query: { q: 'checkout', sort: 'kind', limit: '50' } }),
  },
  {
    route: 'cmdb.cis.export',
    needs: reader,
    ask: () => ({ query: { owner: 'none', columns: 'title,ref' } }),
  },
  {
    route: 'cmdb.cis.counts',
    needs: reader,
    changesNothing: true,
    ask: () => ({ body: { queries: { all: {}, orphans: { owner: 'none' } } } }),
  },
  { route: 'cmdb.cis.facets', needs: reader, ask: () => ({}) },
  { route: 'cmdb.recent', needs: reader, ask: () => ({}) },
  {
    route: 'cmdb.records',
    needs: reader,
    ask: () => ({ query: { ref } }),
  },
];
