import {
  alignmentRoutes,
  businessObjectiveRoutes,
  trendRoutes,
} from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AlignmentService } from './alignment/AlignmentService';
import type { BusinessObjectiveService } from './objectives/BusinessObjectiveService';
import type { KeyResultService } from './objectives/KeyResultService';
import type { TrendService } from './trends/TrendService';

/** Mounts the routes of business objectives and their key results: parse, call, answer. */
export function mountObjectiveRoutes(
  router: PracticeRouter,
  objectives: BusinessObjectiveService,
  keyResults: KeyResultService,
): void {
  const contracts = businessObjectiveRoutes;
  router.route(contracts.strategy, ({ caller }) => objectives.strategy(caller));
  router.route(contracts.list, ({ caller, query }) =>
    objectives.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) =>
    objectives.file(caller, body),
  );
  router.route(contracts.bulk, ({ caller, body }) =>
    objectives.bulk(caller, body),
  );
  router.route(contracts.get, ({ caller, params }) =>
    objectives.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    objectives.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    objectives.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    objectives.assignToMe(caller, params.id, ifMatch),
  );
  router.route(contracts.keyResults, ({ caller, params }) =>
    keyResults.list(caller, params.id),
  );
  router.route(contracts.addKeyResult, ({ caller, params, body }) =>
    keyResults.add(caller, params.id, body),
  );
  router.route(contracts.changeKeyResult, ({ caller, params, body, ifMatch }) =>
    keyResults.change(caller, params.id, params.keyResult, body, ifMatch),
  );
  router.route(contracts.removeKeyResult, ({ caller, params, ifMatch }) =>
    keyResults.remove(caller, params.id, params.keyResult, ifMatch),
  );
  router.route(contracts.checkIn, ({ caller, params, body }) =>
    keyResults.checkIn(caller, params.id, params.keyResult, body),
  );
  router.route(contracts.measureNow, ({ caller, params }) =>
    keyResults.measureNow(caller, params.id),
  );
  router.route(contracts.keyResultValues, ({ caller, params, query }) =>
    keyResults.values(caller, params.id, params.keyResult, query),
  );
}

/** Mounts the routes of market trends. */
export function mountTrendRoutes(
  router: PracticeRouter,
  trends: TrendService,
): void {
  const contracts = trendRoutes;
  router.route(contracts.list, ({ caller, query }) =>
    trends.list(caller, query),
  );
  router.route(contracts.file, ({ caller, body }) => trends.file(caller, body));
  router.route(contracts.bulk, ({ caller, body }) => trends.bulk(caller, body));
  router.route(contracts.get, ({ caller, params }) =>
    trends.get(caller, params.id),
  );
  router.route(contracts.update, ({ caller, params, body, ifMatch }) =>
    trends.update(caller, params.id, body, ifMatch),
  );
  router.route(contracts.transition, ({ caller, params, body, ifMatch }) =>
    trends.transition(caller, params.id, body, ifMatch),
  );
  router.route(contracts.assignToMe, ({ caller, params, ifMatch }) =>
    trends.assignToMe(caller, params.id, ifMatch),
  );
  router.route(contracts.review, ({ caller, params, body, ifMatch }) =>
    trends.review(caller, params.id, body, ifMatch),
  );
  router.route(contracts.evidence, ({ caller, params }) =>
    trends.evidence(caller, params.id),
  );
  router.route(contracts.addEvidence, ({ caller, params, body }) =>
    trends.addEvidence(caller, params.id, body),
  );
  router.route(contracts.removeEvidence, ({ caller, params }) =>
    trends.removeEvidence(caller, params.id, params.evidence),
  );
}

/** Mounts what serves which objective. */
export function mountAlignmentRoutes(
  router: PracticeRouter,
  alignment: AlignmentService,
  csv: CsvAnswers,
): void {
  const contracts = alignmentRoutes;
  router.route(contracts.matrix, ({ caller, query }) =>
    alignment.matrix(caller, query),
  );
  router.route(contracts.records, ({ caller, query }) =>
    alignment.records(caller, query),
  );
  router.route(contracts.export, async ({ caller, query, raw }) => {
    const { bom, ...asked } = query;
    const file = await alignment.export(caller, asked);
    await csv.write(raw.response, {
      name: query.objective ? `serves-${query.objective}` : 'serves-none',
      ...file,
      bom,
    });
    return undefined;
  });
  router.route(contracts.served, ({ caller, params }) =>
    alignment.served(caller, params.id),
  );
}
