import { surveyRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { SurveyService } from './SurveyService';

/** Mounts what surveys came to: parse, call, answer. */
export function mountSurveyRoutes(
  router: PracticeRouter,
  surveys: SurveyService,
  csv: CsvAnswers,
): void {
  router.route(contracts.list, ({ caller }) => surveys.list(caller));
  router.route(contracts.results, ({ caller, params, query }) =>
    surveys.results(caller, params.key, query),
  );
  router.route(contracts.comments, ({ caller, params, query }) =>
    surveys.comments(caller, params.key, query),
  );
  router.route(contracts.export, async ({ caller, params, query, raw }) => {
    const file = await surveys.export(caller, params.key, query);
    await csv.write(raw.response, { ...file, bom: query.bom });
    return undefined;
  });
}
