import type { Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const reader = needs.permitted('service-levels.read');
const entity = 'component:default/checkout';
const READS = { changesNothing: true };

/** Whether promises can be kept. */
export const feasibilityCases: Case[] = [
  {
    route: 'service-levels.feasibility.list',
    needs: reader,
    ask: () => ({ query: { verdict: 'infeasible' } }),
  },
  {
    route: 'service-levels.feasibility.explanation',
    needs: reader,
    ask: () => ({ query: { entity } }),
  },
  {
    route: `${ACTION}check-promises`,
    needs: reader,
    ask: () => ({ body: { limit: 10 } }),
    ...READS,
  },
  {
    route: `${ACTION}explain-promise-check`,
    needs: reader,
    ask: () => ({ body: { entity } }),
    ...READS,
  },
];
