import { searchRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { ReadScope } from '../access/ReadScope';
import type { Records } from '../records/Records';
import type { RecordSearch } from './RecordSearch';

/** Mounts full-text search. */
export function mountSearchRoutes(
  router: PracticeRouter,
  deps: {
    search: RecordSearch;
    records: Pick<Records, 'present'>;
    readScope: ReadScope;
  },
): void {
  const { search, records, readScope } = deps;

  router.route(contracts.search, async ({ caller, query }) => {
    const { type, ...options } = query;
    const found = await search.search(await readScope.of(caller, type), {
      ...options,
      types: type,
    });
    return {
      items: found.map(f => ({ ...records.present(f.record), found: f.found })),
      refs: await search.describe(found.map(f => f.record)),
    };
  });

  router.route(contracts.similar, async ({ caller, query }) => {
    const { type, ...options } = query;
    const found = await search.similar(await readScope.of(caller, type), {
      ...options,
      types: type,
    });
    return {
      items: found.map(({ record, ...why }) => ({
        ...records.present(record),
        ...why,
      })),
      refs: await search.describe(found.map(f => f.record)),
    };
  });

  router.route(contracts.documents, ({ query }) => search.documents(query));
}
