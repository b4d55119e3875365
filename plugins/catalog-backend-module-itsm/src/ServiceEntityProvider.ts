import {
  portfolioServiceRoutes,
  SERVICE_ANNOTATION,
} from '@callboard/plugin-itsm-common';
import {
  RevisionedEntityProvider,
  type RevisionedProviderOptions,
} from './RevisionedEntityProvider';

/** What {@link ServiceEntityProvider} works with. */
export type ServiceEntityProviderOptions = RevisionedProviderOptions;

/** Brings services that were chartered and have no entity yet into the catalog, as systems. */
export class ServiceEntityProvider extends RevisionedEntityProvider {
  constructor(options: ServiceEntityProviderOptions) {
    super(
      {
        name: 'callboard-services',
        what: 'services of the portfolio',
        page: (client, request) =>
          client.call(portfolioServiceRoutes.entities, request),
        locationOf: annotations =>
          `callboard:portfolio/records/${annotations[SERVICE_ANNOTATION]}`,
      },
      options,
    );
  }
}
