import { outageRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { OutageService } from './OutageService';

/** Mounts the routes of outages: parse, call, answer. */
export function mountOutageRoutes(
  router: PracticeRouter,
  outages: OutageService,
  csv: CsvAnswers,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    outages.list(caller, query),
  );
  router.route(contracts.export, async ({ caller, query, raw }) => {
    const opened = await outages.export(caller, query);
    await csv.write(raw.response, {
      name: 'outages',
      ...opened,
      bom: query.bom,
    });
    return undefined;
  });
  router.route(contracts.availability, ({ caller, query }) =>
    outages.availability(caller, query),
  );
  router.route(contracts.get, ({ caller, params }) =>
    outages.get(caller, params.id),
  );
  router.route(contracts.record, ({ caller, body }) =>
    outages.record(caller, body),
  );
  router.route(contracts.correct, ({ caller, params, body, ifMatch }) =>
    outages.correct(caller, params.id, body, ifMatch),
  );
  router.route(contracts.end, ({ caller, params, body, ifMatch }) =>
    outages.end(caller, params.id, body, ifMatch),
  );
  router.route(contracts.withdraw, ({ caller, params, ifMatch }) =>
    outages.withdraw(caller, params.id, ifMatch),
  );
  router.route(contracts.restore, ({ caller, params, ifMatch }) =>
    outages.restore(caller, params.id, ifMatch),
  );
}
