import {
  exportRoutes,
  practiceExportRoute,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CsvAnswers,
  PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { Response } from 'express';
import type { ReadScope } from '../access/ReadScope';
import type { RecordTypes } from '../RecordTypes';
import type { ExportOptions, RecordExports } from './RecordExports';

/**
 * Mounts the exports of all records and of each record type. Before the practices' own routes: a
 * path like `/incidents/:id` would take `/incidents/export` for a number.
 */
export function mountExportRoutes(
  router: PracticeRouter,
  deps: {
    exports: RecordExports;
    csv: CsvAnswers;
    types: RecordTypes;
    readScope: ReadScope;
  },
): void {
  const { exports, csv, types, readScope } = deps;

  const answer = async (
    caller: Caller,
    name: string,
    { bom, ...options }: ExportOptions & { bom?: boolean },
    response: Response,
  ) => {
    const scoped = await readScope.of(caller, options.types);
    const opened = await exports.open(scoped, options);
    await csv.write(response, {
      name,
      header: opened.header,
      rows: opened.rows(),
      bom,
    });
    return undefined;
  };

  router.route(exportRoutes.exportRecords, ({ caller, query, raw }) => {
    const { type, ...options } = query;
    return answer(caller, 'records', { ...options, types: type }, raw.response);
  });

  for (const type of types.all()) {
    const { practice, permissions } = type;
    const brought = types.all().filter(t => t.practice === practice);
    // A practice with several types has no one path that is the export of one.
    if (brought.length > 1) continue;
    router.route(
      practiceExportRoute(practice, permissions.read.name),
      ({ caller, query, raw }) =>
        answer(
          caller,
          practice,
          { ...query, types: [type.type] },
          raw.response,
        ),
    );
  }
}
