import { PORTFOLIO_PARTS } from '@callboard/plugin-itsm-common';
import { users } from '../backend/organisation';
import type { Figure } from '../Figure';
import { seedServices } from '../seed/seedServices';
import { readOnSeed } from './readOnSeed';

const SERVICES = 1_000;
const PAGE = 25;
const STATES = [
  ...PORTFOLIO_PARTS.pipeline,
  ...PORTFOLIO_PARTS.live,
] as readonly string[];
const PATH = `/api/itsm/portfolio/records?${new URLSearchParams({
  status: STATES.join(),
  filter: JSON.stringify({ riskScore: { $lte: 4 } }),
  sort: 'estimatedCost',
  order: 'desc',
  limit: String(PAGE),
})}`;

/** A page of the service portfolio, sorted and filtered by fields of services. */
export const portfolioList: Figure = {
  name: 'portfolio.list',
  description: `a page of ${PAGE} of ${SERVICES} services of the portfolio, filtered and sorted by their own fields, over the same SQL by a plain client and a request for nothing`,
  aim: 1.5,
  better: 'less',
  unit: 'ms',
  prepare: () =>
    readOnSeed(
      SERVICES,
      async knex => {
        await seedServices(knex, SERVICES);
        return users.map(() => PATH);
      },
      answer => {
        // A page that is not full costs less than one that is.
        if (answer.items.length !== PAGE)
          throw new Error(`A page has ${answer.items.length} services`);
      },
    ),
};
