import { cmdbItemRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { CsvAnswers, PracticeRouter } from '@callboard/plugin-itsm-node';
import type { CiService } from './CiService';

/** Mounts the lists of configuration items: parse, call, answer. */
export function mountItemRoutes(
  router: PracticeRouter,
  items: CiService,
  csv: CsvAnswers,
): void {
  router.route(contracts.list, ({ caller, query }) =>
    items.list(caller, query),
  );
  router.route(contracts.export, async ({ caller, query, raw }) => {
    const opened = await items.export(caller, query);
    await csv.write(raw.response, {
      name: 'configuration-items',
      ...opened,
      bom: query.bom,
    });
    return undefined;
  });
  router.route(contracts.counts, async ({ caller, body }) => ({
    counts: await items.counts(caller, body.queries),
  }));
  router.route(contracts.facets, ({ caller }) => items.facets(caller));
  router.route(contracts.recent, ({ caller, query }) =>
    items.recent(caller, query),
  );
  router.route(contracts.records, ({ caller, query }) =>
    items.records(caller, query),
  );
}
