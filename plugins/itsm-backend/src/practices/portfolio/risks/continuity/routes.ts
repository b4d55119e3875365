import {
  continuityRoutes as contracts,
  type ServiceAddress,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ContinuityService } from './ContinuityService';
import { CONTINUITY_HEADER, continuityRows } from './csvRows';

const refOf = ({ kind, namespace, name }: ServiceAddress) =>
  `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');

/** Mounts the routes of continuity: parse, call, answer. */
export function mountContinuityRoutes(
  router: PracticeRouter,
  continuity: ContinuityService,
  csv: ItsmKernel['csv'],
): void {
  router.route(contracts.list, ({ caller, query }) =>
    continuity.list(caller, query),
  );
  router.route(contracts.export, async ({ caller, query, raw }) => {
    const entries = await continuity.rows(caller, query, csv.maxRows);
    await csv.write(raw.response, {
      name: 'continuity',
      header: [...CONTINUITY_HEADER],
      rows: continuityRows(entries),
      bom: query.bom,
    });
    return undefined;
  });
  router.route(contracts.get, ({ caller, params }) =>
    continuity.get(caller, refOf(params)),
  );
  router.route(contracts.write, ({ caller, params, body, ifMatch }) =>
    continuity.write(caller, refOf(params), body, ifMatch),
  );
  router.route(contracts.remove, ({ caller, params, ifMatch }) =>
    continuity.remove(caller, refOf(params), ifMatch),
  );
  router.route(contracts.addTest, ({ caller, params, body }) =>
    continuity.addTest(caller, refOf(params), body),
  );
  router.route(
    contracts.removeTest,
    ({ caller, params: { test, ...service } }) =>
      continuity.removeTest(caller, refOf(service), test),
  );
}
