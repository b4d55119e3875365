import {
  serviceProfiles,
  type ServiceProfiles,
} from '../catalogue/ServiceProfiles';
import type { PortfolioPart } from '../parts';
import { AuthorizedServicePageService } from './AuthorizedServicePageService';
import { mountServicePageRoutes } from './routes';
import {
  DefaultServicePageService,
  type KnownOfServices,
} from './ServicePageService';
import { ServiceStore } from './ServiceStore';

/** What the catalogue keeps of a service: it is for whoever may see the service. */
const knownOf =
  (profiles: ServiceProfiles): KnownOfServices =>
  async (ref, seen) => {
    const [checklist, offered] = await Promise.all([
      profiles.checklist(ref, seen),
      profiles.offered([ref]),
    ]);
    return { checklist, offerings: offered.get(ref) ?? [] };
  };

/** The page of a service: what all practices tell of it. */
export function servicesPart(): PortfolioPart {
  return {
    start(kernel, router) {
      const pages = new DefaultServicePageService(kernel, {
        store: new ServiceStore(kernel.database),
        known: knownOf(serviceProfiles(kernel)),
      });
      mountServicePageRoutes(
        router,
        new AuthorizedServicePageService(pages, kernel),
      );
    },
  };
}
