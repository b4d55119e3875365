/**
 * Configuration items that are not in Git, and chartered services of the portfolio, as entities of
 * Backstage's catalog.
 *
 * `backend.add(import('@callboard/plugin-catalog-backend-module-itsm'))` beside the catalog plugin.
 *
 * @packageDocumentation
 */
export { catalogModuleItsm as default } from './module';
export {
  CiEntityProvider,
  type CiEntityProviderOptions,
} from './CiEntityProvider';
export {
  ServiceEntityProvider,
  type ServiceEntityProviderOptions,
} from './ServiceEntityProvider';
export {
  RevisionedEntityProvider,
  type RevisionedPage,
  type RevisionedProviderOptions,
  type RevisionedSource,
} from './RevisionedEntityProvider';
