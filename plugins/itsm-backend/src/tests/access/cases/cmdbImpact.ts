import type { Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const reader = needs.permitted('cmdb.read');
const ref = 'component:default/checkout';
const READS = { changesNothing: true };

/** What fails with what. */
export const cmdbImpactCases: Case[] = [
  {
    route: 'cmdb.impact',
    needs: reader,
    ask: () => ({ query: { ref, with: 'down', edges: 'true' } }),
  },
  {
    route: 'cmdb.dependencies',
    needs: reader,
    ask: () => ({ query: { ref } }),
  },
  {
    route: 'cmdb.single-points',
    needs: reader,
    ask: () => ({ query: { ref } }),
  },
  { route: 'cmdb.impact.rules', needs: reader, ask: () => ({}) },
  {
    route: `${ACTION}analyze-impact`,
    needs: reader,
    ask: () => ({ body: { refs: [ref], limit: 10 } }),
    ...READS,
  },
  {
    route: `${ACTION}list-dependencies`,
    needs: reader,
    ask: () => ({ body: { refs: [ref], limit: 10 } }),
    ...READS,
  },
  {
    route: `${ACTION}find-single-points-of-failure`,
    needs: reader,
    ask: () => ({ body: { ref } }),
    ...READS,
  },
];
