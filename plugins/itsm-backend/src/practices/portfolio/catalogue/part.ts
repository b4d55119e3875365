import { oncePer, type ItsmKernel } from '@callboard/plugin-itsm-node';
import type { PortfolioPart, PortfolioTools } from '../parts';
import { AuthorizedCatalogueService } from './AuthorizedCatalogueService';
import { AuthorizedManagedService } from './AuthorizedManagedService';
import { DefaultCatalogueService } from './CatalogueService';
import { CatalogueStore } from './CatalogueStore';
import { entityChecks } from './checks/entityChecks';
import { EntityFactsStore } from './EntityFactsStore';
import { managedServiceKind, offeringKind } from './kinds';
import { DefaultManagedService } from './ManagedService';
import { ProfileWork } from './ProfileWork';
import { Profiling } from './Profiling';
import { serviceFields } from './recordFields';
import { mountCatalogueRoutes } from './routes';
import { serviceHealths } from './ServiceHealths';
import { serviceProfiles } from './ServiceProfiles';
import { readCountedKinds } from './settings';

/** The service catalogue: which services there are, what they offer and how well they are managed. */
export function cataloguePart({ config }: PortfolioTools): PortfolioPart {
  const counted = readCountedKinds(config);
  // Kinds of definitions are there before the kernel is; what they check is not.
  let standing: ItsmKernel | undefined;
  const built = oncePer(kernel => {
    standing = kernel;
    const profiles = serviceProfiles(kernel);
    const facts = new EntityFactsStore(kernel.database);
    const profiling = new Profiling(kernel, {
      facts,
      offerings: profiles.offerings,
      counted,
    });
    const work = new ProfileWork(kernel, {
      store: profiles.store,
      facts,
      profiling,
    });
    return { profiles, profiling, work };
  });
  return {
    recordFields: serviceFields,
    definitionKinds: [
      offeringKind(() => standing),
      managedServiceKind(() => standing),
    ],
    projections: kernel => [built(kernel).work.projection()],
    dueHandlers: kernel => built(kernel).work.dueHandlers(),
    jobs: kernel => [built(kernel).work.job()],
    serviceChecks: kernel =>
      entityChecks(services => built(kernel).profiling.known(services)),
    start(kernel, router) {
      const { profiles, work } = built(kernel);
      const store = new CatalogueStore(kernel.database);
      mountCatalogueRoutes(
        router,
        {
          catalogue: new AuthorizedCatalogueService(
            new DefaultCatalogueService(kernel, {
              store,
              profiles,
              healths: serviceHealths(kernel),
            }),
            kernel,
          ),
          managed: new AuthorizedManagedService(
            new DefaultManagedService(kernel, { store, profiles, work }),
            kernel.authorizer,
          ),
        },
        kernel.csv,
      );
    },
  };
}
