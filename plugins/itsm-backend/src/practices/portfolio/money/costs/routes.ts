import { InputError } from '@backstage/errors';
import {
  costRoutes as contracts,
  plainMoney,
} from '@callboard/plugin-itsm-common';
import {
  readBody,
  type CsvAnswers,
  type PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { AuthorizedCostService } from './AuthorizedCostService';
import type { CostExportRow } from './CostService';

const HEADER = [
  'Service',
  'Name',
  'Month',
  'Kind',
  'Plan',
  'Currency',
  'Own',
  'Received',
  'Given',
  'Borne',
];
/** A file of 50,000 rows is smaller. */
const MOST_BYTES = 32 * 1024 * 1024;

async function* rowsOf(
  rows: readonly CostExportRow[],
): AsyncGenerator<string[]> {
  for (const row of rows) {
    const told = (minor: number) => plainMoney(minor, row.currency);
    yield [
      row.ref,
      row.title,
      row.month,
      row.kind,
      row.plan,
      row.currency,
      told(row.own),
      told(row.received),
      told(row.given),
      told(row.borne),
    ];
  }
}

/** Mounts the routes of costs: parse, call, answer. */
export function mountCostRoutes(
  router: PracticeRouter,
  costs: AuthorizedCostService,
  csv: CsvAnswers,
): void {
  router.route(contracts.overview, ({ caller, query }) =>
    costs.overview(caller, query),
  );
  router.route(contracts.export, async ({ caller, query, raw }) => {
    const { bom, ...asked } = query;
    const rows = await costs.export(caller, asked);
    if (rows.length > csv.maxRows)
      throw new InputError(
        `There are ${rows.length} rows, and a file has ${csv.maxRows} at most; ask for fewer months`,
      );
    await csv.write(raw.response, {
      name: 'costs',
      header: HEADER,
      rows: rowsOf(rows),
      bom,
    });
    return undefined;
  });
  router.route(contracts.service, ({ caller, params, query }) =>
    costs.service(caller, params, query),
  );
  router.route(contracts.sharing, ({ caller, query }) =>
    costs.sharing(caller, query.month),
  );
  router.route(contracts.lines, ({ caller, query }) =>
    costs.lines(caller, query),
  );
  router.route(contracts.addLine, ({ caller, body }) =>
    costs.addLine(caller, body),
  );
  router.route(contracts.changeLine, ({ caller, params, body, ifMatch }) =>
    costs.changeLine(caller, params.id, body, ifMatch),
  );
  router.route(contracts.removeLine, ({ caller, params, ifMatch }) =>
    costs.removeLine(caller, params.id, ifMatch),
  );
  router.route(contracts.addItem, ({ caller, body }) =>
    costs.addItem(caller, body),
  );
  router.route(contracts.changeItem, ({ caller, params, body, ifMatch }) =>
    costs.changeItem(caller, params.id, body, ifMatch),
  );
  router.route(contracts.removeItem, ({ caller, params, ifMatch }) =>
    costs.removeItem(caller, params.id, ifMatch),
  );
  router.route(contracts.import, async ({ caller, query, raw }) => {
    const { request } = raw;
    try {
      return await costs.import(
        caller,
        async () => {
          const body = await readBody(request, MOST_BYTES);
          if (!('csv' in body))
            throw new InputError('Content-Type: must be text/csv');
          return body.csv;
        },
        query,
      );
    } finally {
      // What is left of the file is read and dropped, so that the client hears the answer.
      request.unpipe();
      request.resume();
    }
  });
}
