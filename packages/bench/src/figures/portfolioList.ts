import { users } from '../backend/organisation';
import type { Figure } from '../Figure';
import { seedServices } from '../seed/seedServices';
import { readOnSeed } from './readOnSeed';

const SERVICES = 1_000;
const PAGE = 25;
/** Another tier for each user in turn, so that no answer is the last one's. */
const pathOf = (user: number) =>
  `/api/itsm/portfolio/records?${new URLSearchParams({
    status: 'operation,design,transition,chartered',
    filter: JSON.stringify({
      tier: `tier-${1 + (user % 4)}`,
      riskScore: { $lte: 4 },
    }),
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
        return [...users.keys()].map(pathOf);
      },
      answer => {
        // A page that is not full costs less than one that is.
        if (answer.items.length !== PAGE)
          throw new Error(`A page has ${answer.items.length} services`);
      },
    ),
};
