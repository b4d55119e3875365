import { cmdbHealthRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { HealthServices } from './AuthorizedHealthService';

/** Mounts what is said of the health of configuration items: parse, call, answer. */
export function mountHealthRoutes(
  router: PracticeRouter,
  { health, attestations, tasks }: HealthServices,
  csv: CsvAnswers,
): void {
  router.route(contracts.health, ({ caller, query }) =>
    health.health(caller, query),
  );
  router.route(contracts.history, ({ caller, query }) =>
    health.history(caller, query),
  );
  router.route(contracts.rules, async ({ caller }) => ({
    items: await health.rules(caller),
  }));
  router.route(contracts.evaluate, async ({ caller }) => {
    await health.evaluate(caller);
    return { planned: true as const };
  });
  router.route(contracts.findings, ({ caller, query }) =>
    health.findings(caller, query),
  );
  router.route(contracts.exportFindings, async ({ caller, query, raw }) => {
    const opened = await health.exportFindings(caller, query);
    await csv.write(raw.response, {
      name: 'cmdb-findings',
      ...opened,
      bom: query.bom,
    });
    return undefined;
  });
  router.route(contracts.ciHealth, ({ caller, query }) =>
    health.ciHealth(caller, query.ref),
  );
  router.route(contracts.makeTasks, ({ caller, body }) =>
    tasks.makeTasks(caller, body.findings),
  );
  router.route(contracts.excuse, ({ caller, body }) =>
    attestations.excuse(caller, body),
  );
  router.route(contracts.unexcuse, ({ caller, body }) =>
    attestations.unexcuse(caller, body.findings),
  );
  router.route(contracts.confirmations, ({ caller, query }) =>
    attestations.confirmations(caller, query),
  );
  router.route(contracts.confirm, ({ caller, body }) =>
    attestations.confirm(caller, body),
  );
  router.route(contracts.listTasks, ({ caller, query }) =>
    tasks.list(caller, query),
  );
  router.route(contracts.getTask, ({ caller, params }) =>
    tasks.get(caller, params.id),
  );
  router.route(contracts.updateTask, ({ caller, params, body, ifMatch }) =>
    tasks.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transitionTask, ({ caller, params, body, ifMatch }) =>
    tasks.transition(caller, params.id, body, ifMatch),
  );
}
