import {
  CI_ID_ANNOTATION,
  cmdbSourceRoutes,
} from '@callboard/plugin-itsm-common';
import {
  RevisionedEntityProvider,
  type RevisionedProviderOptions,
} from './RevisionedEntityProvider';

/** What {@link CiEntityProvider} works with. */
export type CiEntityProviderOptions = RevisionedProviderOptions;

/** Brings configuration items that are not in Git into the catalog. */
export class CiEntityProvider extends RevisionedEntityProvider {
  constructor(options: CiEntityProviderOptions) {
    super(
      {
        name: 'callboard-ci',
        what: 'configuration items',
        page: (client, request) =>
          client.call(cmdbSourceRoutes.entities, request),
        locationOf: annotations =>
          `callboard:cmdb/items/${annotations[CI_ID_ANNOTATION]}`,
      },
      options,
    );
  }
}
