import { leadershipRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { LeadershipService } from './LeadershipService';
import { OVERVIEW_HEADER, overviewRows } from './overviewRows';

/** Mounts the routes of leadership: parse, call, answer. */
export function mountLeadershipRoutes(
  router: PracticeRouter,
  leadership: LeadershipService,
  csv: CsvAnswers,
): void {
  router.route(contracts.overview, ({ caller, query }) =>
    leadership.overview(caller, query),
  );
  router.route(contracts.export, async ({ caller, query, raw }) => {
    const { bom, ...asked } = query;
    const overview = await leadership.overview(caller, asked);
    await csv.write(raw.response, {
      name: `improvement-${overview.asOf}`,
      header: [...OVERVIEW_HEADER],
      rows: overviewRows(overview),
      bom,
    });
    return undefined;
  });
  router.route(contracts.subscribe, ({ caller }) =>
    leadership.subscribe(caller),
  );
  router.route(contracts.unsubscribe, ({ caller }) =>
    leadership.unsubscribe(caller),
  );
}
