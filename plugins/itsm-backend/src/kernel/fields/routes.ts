import { fieldRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ReadScope } from '../access/ReadScope';
import { countRecords } from '../records/countRecords';
import type { RecordQueries } from '../records/RecordQueries';
import type { RecordTypes } from '../RecordTypes';
import type { CustomFields } from './CustomFields';

/** Mounts the registry of fields, and counts by them. */
export function mountFieldRoutes(
  router: PracticeRouter,
  deps: {
    queries: RecordQueries;
    types: RecordTypes;
    customFields: Pick<CustomFields, 'refresh'>;
    readScope: ReadScope;
  },
): void {
  const { queries, types, customFields, readScope } = deps;

  router.route(contracts.listFields, async ({ query }) => {
    await customFields.refresh();
    return { items: queries.registry.describe(types.pick(query.type)) };
  });

  router.route(contracts.countRecords, async ({ caller, body }) => {
    const questions = Object.entries(body.queries);
    const asked = questions.every(([, q]) => q.type?.length)
      ? questions.flatMap(([, q]) => q.type!)
      : undefined;
    const scoped = await readScope.of(caller, asked);
    const counts = await countRecords(
      queries,
      types,
      scoped,
      Object.fromEntries(
        questions.map(([name, { type, ...rest }]) => [
          name,
          { ...rest, types: type },
        ]),
      ),
    );
    return { counts };
  });
}
