import {
  oncePer,
  portfolioServicesRef,
  type ServiceFacts,
} from '@callboard/plugin-itsm-node';
import type { PortfolioPart, PortfolioTools } from '../parts';
import { readPortfolioCurrency } from '../settings';
import { registerActions } from './actions';
import { AuthorizedRegisterService } from './AuthorizedRegisterService';
import { AuthorizedStandingService } from './AuthorizedStandingService';
import { businessOwnerRole } from './businessOwnerRole';
import { registerChecks } from './checks';
import { serviceDueHandlers, serviceEntitiesProjection } from './followUps';
import { OfferedPortfolio } from './OfferedPortfolio';
import { Readiness } from './Readiness';
import { DefaultRegisterService } from './RegisterService';
import { serviceNews, serviceReviewDue, serviceReviews } from './reviews';
import { mountRegisterRoutes } from './routes';
import { ServiceEntities } from './ServiceEntities';
import { ServiceStore } from './ServiceStore';
import { standingFields, type StandingTools } from './standingFields';
import { DefaultStandingService } from './StandingService';

const built = oncePer(kernel => {
  const store = new ServiceStore(kernel.database);
  const register = new AuthorizedRegisterService(
    new DefaultRegisterService(kernel, {
      store,
      readiness: new Readiness(kernel, store),
    }),
    kernel.authorizer,
    kernel.readScope,
  );
  return { store, register };
});

/** The portfolio: services from the idea to their retirement. */
export function registerPart({ config }: PortfolioTools): PortfolioPart {
  const currency = readPortfolioCurrency(config);
  // Fields of records are there before the kernel is; what they look up is not.
  let tools: StandingTools | undefined;
  return {
    recordFields: standingFields(currency, () => tools!),
    approverRoles: () => [businessOwnerRole],
    news: [serviceNews],
    projections: kernel => [
      serviceEntitiesProjection(built(kernel).store, kernel.due),
      serviceReviews(built(kernel).store, kernel.due),
    ],
    dueHandlers: kernel => [
      ...serviceDueHandlers(built(kernel).store),
      serviceReviewDue(kernel, built(kernel).store),
    ],
    actions: kernel => registerActions(kernel, built(kernel).register),
    serviceChecks: kernel => registerChecks(kernel, built(kernel).store),
    services(kernel) {
      tools = { kernel, store: built(kernel).store };
      kernel.services.offer(
        portfolioServicesRef,
        new OfferedPortfolio(kernel, built(kernel)),
      );
    },
    start(kernel, router) {
      const { store, register } = built(kernel);
      mountRegisterRoutes(router, {
        register,
        entities: new ServiceEntities(kernel, store),
        standing: new AuthorizedStandingService(
          new DefaultStandingService(kernel, {
            store,
            currency,
          }),
          kernel,
        ),
      });
    },
  };
}

/** The tier that the portfolio says a service has, where the CMDB says none. */
export const serviceTier = oncePer(kernel => {
  const { store } = built(kernel);
  return async (ref: string): Promise<ServiceFacts> => {
    const tier = await store.tierOf(ref);
    return tier ? { tier } : {};
  };
});
