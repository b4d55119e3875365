import {
  attainmentRoutes,
  breachingRoutes,
  reviewRoutes,
} from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AuthorizedAttainmentService } from './AuthorizedAttainmentService';

/** Mounts what is told of promises over time: parse, call, answer. */
export function mountAttainmentRoutes(
  router: PracticeRouter,
  levels: AuthorizedAttainmentService,
  csv: CsvAnswers,
): void {
  router.route(attainmentRoutes.attainment, ({ caller, query }) =>
    levels.attainment(caller, query),
  );
  router.route(attainmentRoutes.trend, ({ caller, query }) =>
    levels.trend(caller, query),
  );
  router.route(attainmentRoutes.breaches, ({ caller, query }) =>
    levels.breaches(caller, query),
  );
  router.route(
    attainmentRoutes.exportBreaches,
    async ({ caller, query, raw }) => {
      const opened = await levels.exportBreaches(caller, query);
      await csv.write(raw.response, {
        name: 'breaches',
        ...opened,
        bom: query.bom,
      });
      return undefined;
    },
  );
  router.route(breachingRoutes.list, ({ caller, query }) =>
    levels.list(caller, query),
  );
  router.route(reviewRoutes.review, ({ caller, query }) =>
    levels.review(caller, query),
  );
  router.route(reviewRoutes.exportReview, async ({ caller, query, raw }) => {
    const opened = await levels.export(caller, query);
    await csv.write(raw.response, { ...opened, bom: query.bom });
    return undefined;
  });
}
