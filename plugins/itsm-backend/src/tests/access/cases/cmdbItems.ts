import type { Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const reader = needs.permitted('cmdb.read');
const ref = 'component:default/checkout';
/** An instant that stands still, so that two answers can be compared. */
const later = '2098-01-01T00:00:00.000Z';
const READS = { changesNothing: true };

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
  {
    route: `${ACTION}list-configuration-items`,
    needs: reader,
    ask: () => ({ body: { owner: 'none', limit: 10 } }),
    ...READS,
  },
  {
    route: `${ACTION}get-configuration-item`,
    needs: reader,
    ask: () => ({ body: { ref } }),
    ...READS,
  },
  {
    route: `${ACTION}what-changed`,
    needs: reader,
    ask: () => ({ body: { ref, before: later } }),
    ...READS,
  },
  {
    route: `${ACTION}configuration-item-history`,
    needs: reader,
    ask: () => ({ body: { ref } }),
    ...READS,
  },
];
