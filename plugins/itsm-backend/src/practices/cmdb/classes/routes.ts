import { cmdbClassRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AttributeService } from './AttributeService';

/** Mounts the routes of classes and attributes. */
export function mountClassRoutes(
  router: PracticeRouter,
  attributes: AttributeService,
): void {
  router.route(contracts.list, async ({ caller }) => ({
    items: await attributes.classes(caller),
  }));
  router.route(contracts.attributes, ({ caller, query }) =>
    attributes.get(caller, query.ref),
  );
  router.route(contracts.patchAttributes, ({ caller, body, ifMatch }) =>
    attributes.patch(caller, body, ifMatch),
  );
}
