import { cabRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { CabService } from './CabService';
import { MINUTES_HEADER, minutesOf } from './minutes';

/** Mounts the routes of change advisory boards: parse, call, answer. */
export function mountCabRoutes(
  router: PracticeRouter,
  cab: CabService,
  csv: CsvAnswers,
): void {
  router.route(contracts.boards, ({ caller }) => cab.boards(caller));
  router.route(contracts.agenda, ({ caller, params, query }) =>
    cab.agenda(caller, params.key, query),
  );
  router.route(contracts.minutes, async ({ caller, params, query, raw }) => {
    const { bom, ...asked } = query;
    const agenda = await cab.agenda(caller, params.key, asked);
    await csv.write(raw.response, {
      name: `${params.key}-${agenda.meeting.startsAt.slice(0, 10)}`,
      header: [...MINUTES_HEADER],
      rows: minutesOf(agenda),
      bom,
    });
    return undefined;
  });
}
