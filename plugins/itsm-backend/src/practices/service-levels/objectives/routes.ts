import { objectiveRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import { HISTORY_HEADER, historyRows } from './historyRows';
import type { ObjectiveService } from './ObjectiveService';

/** Mounts the routes of objectives: parse, call, answer. */
export function mountObjectiveRoutes(
  router: PracticeRouter,
  objectives: ObjectiveService,
  csv: CsvAnswers,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    objectives.list(caller, query),
  );
  router.route(contracts.get, ({ caller, params }) =>
    objectives.get(caller, params.key),
  );
  router.route(contracts.history, ({ caller, params, query }) =>
    objectives.history(caller, params.key, query),
  );
  router.route(contracts.export, async ({ caller, params, query, raw }) => {
    const { bom, ...asked } = query;
    const history = await objectives.history(caller, params.key, asked);
    await csv.write(raw.response, {
      name: `objective-${params.key}`,
      header: HISTORY_HEADER,
      rows: historyRows(history),
      bom,
    });
    return undefined;
  });
}
