import type { PortfolioPart } from '../parts';
import { AuthorizedServicePageService } from './AuthorizedServicePageService';
import { mountServicePageRoutes } from './routes';
import { DefaultServicePageService } from './ServicePageService';
import { ServiceStore } from './ServiceStore';

/** The page of a service: what all practices tell of it. */
export function servicesPart(): PortfolioPart {
  return {
    start(kernel, router) {
      const pages = new DefaultServicePageService(kernel, {
        store: new ServiceStore(kernel.database),
        known: async () => ({}),
      });
      mountServicePageRoutes(
        router,
        new AuthorizedServicePageService(pages, kernel),
      );
    },
  };
}
