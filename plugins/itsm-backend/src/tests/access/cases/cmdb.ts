import type { Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('cmdb.read');
const ref = 'component:default/checkout';
/** Instants that stand still, so that two answers can be compared. */
const then = '2026-01-01T00:00:00.000Z';
const later = '2098-01-01T00:00:00.000Z';

/** What configuration items were, and what changed. */
export const cmdbCases: Case[] = [
  {
    route: 'cmdb.ci',
    needs: reader,
    ask: () => ({ query: { ref, at: later } }),
  },
  {
    route: 'cmdb.ci',
    when: 'before it was there',
    needs: reader,
    ask: () => ({ query: { ref, at: then } }),
  },
  { route: 'cmdb.history', needs: reader, ask: () => ({ query: { ref } }) },
  {
    route: 'cmdb.neighbourhood',
    needs: reader,
    ask: () => ({
      query: { ref, at: later, reach: 'dependents', depth: '3' },
    }),
  },
  {
    route: 'cmdb.difference',
    needs: reader,
    ask: () => ({
      query: { ref, from: then, to: later, reach: 'dependencies' },
    }),
  },
  {
    route: 'cmdb.changes',
    needs: reader,
    ask: () => ({ query: { ref, before: later, hours: '24' } }),
  },
  { route: 'cmdb.baselines.list', needs: reader, ask: () => ({}) },
];
