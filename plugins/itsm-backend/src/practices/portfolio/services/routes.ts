import { NotFoundError } from '@backstage/errors';
import {
  normalizeRef,
  servicePageRoutes as contracts,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ServicePageService } from './ServicePageService';

/** Mounts the page of a service: parse, call, answer. */
export function mountServicePageRoutes(
  router: PracticeRouter,
  services: ServicePageService,
): void {
  router.route(contracts.page, ({ caller, params }) => {
    const { kind, namespace, name } = params;
    const ref = normalizeRef(`${kind}:${namespace}/${name}`);
    if (!ref)
      throw new NotFoundError(
        `${kind}:${namespace}/${name} is no reference of an entity; check the address`,
      );
    return services.page(caller, ref);
  });
}
