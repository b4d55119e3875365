import {
  catalogueRoutes as contracts,
  normalizeRef,
} from '@callboard/plugin-itsm-common';
import { InputError } from '@backstage/errors';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { CatalogueService } from './CatalogueService';
import type { ManagedService } from './ManagedService';

/** The reference that an address names. @throws InputError if it is none */
function refOf(address: { kind: string; namespace: string; name: string }) {
  const ref = normalizeRef(
    `${address.kind}:${address.namespace}/${address.name}`,
  );
  if (!ref)
    throw new InputError(
      'The address must name an entity, like /managed/component/default/cart',
    );
  return ref;
}

/** Mounts the routes of the service catalogue: parse, call, answer. */
export function mountCatalogueRoutes(
  router: PracticeRouter,
  {
    catalogue,
    managed,
  }: { catalogue: CatalogueService; managed: ManagedService },
  csv: CsvAnswers,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    catalogue.list(caller, query),
  );
  router.route(contracts.offerings, ({ caller, query }) =>
    catalogue.offerings(caller, query),
  );
  router.route(contracts.offering, ({ caller, params }) =>
    catalogue.offering(caller, params.key),
  );
  router.route(contracts.documents, async () => ({
    items: await catalogue.documents(),
  }));
  router.route(contracts.managed, ({ caller, query }) =>
    managed.list(caller, query),
  );
  router.route(contracts.managedSummary, ({ caller }) =>
    managed.summary(caller),
  );
  router.route(contracts.exportManaged, async ({ caller, query, raw }) => {
    const opened = await managed.export(caller, query);
    await csv.write(raw.response, {
      name: 'managed-services',
      ...opened,
      bom: query.bom,
    });
    return undefined;
  });
  router.route(contracts.checklist, ({ caller, params }) =>
    managed.checklist(caller, refOf(params)),
  );
  router.route(contracts.recompute, async ({ caller, body }) => {
    await managed.recompute(caller, body);
    return { planned: true as const };
  });
}
