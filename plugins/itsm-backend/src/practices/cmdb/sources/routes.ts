import { cmdbSourceRoutes as contracts } from '@callboard/plugin-itsm-common';
import { readBody, type PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AuthorizedSourceService } from './AuthorizedSourceService';
import type { CiEntities } from './CiEntities';

/** Mounts the routes of sources, loads, duplicates and the life of items. */
export function mountSourceRoutes(
  router: PracticeRouter,
  parts: { sources: AuthorizedSourceService; entities: CiEntities },
): void {
  const { sources, entities } = parts;
  router.route(contracts.list, async ({ caller }) => ({
    items: await sources.sources(caller),
  }));
  router.route(contracts.load, async ({ caller, params, query, raw }) => {
    const { request } = raw;
    try {
      return await sources.load(caller, async () => ({
        source: params.source,
        dryRun: query.dryRun ?? false,
        complete: query.complete ?? false,
        allowMany: query.allowMany ?? false,
        rows: await readBody(request),
      }));
    } finally {
      // What is left of the file is read and dropped, so that the client hears the answer.
      request.unpipe();
      request.resume();
    }
  });
  router.route(contracts.listLoads, ({ caller, query }) =>
    sources.loads(caller, query),
  );
  router.route(contracts.getLoad, ({ caller, params }) =>
    sources.loadOf(caller, params.id),
  );
  router.route(contracts.listDuplicates, ({ caller, query }) =>
    sources.duplicates(caller, query),
  );
  router.route(contracts.dismissDuplicate, async ({ caller, params }) => {
    await sources.dismiss(caller, params.id);
    return {};
  });
  router.route(contracts.merge, ({ caller, body }) =>
    sources.merge(caller, body.keepRef, body.mergeRef),
  );
  router.route(contracts.undoMerge, ({ caller, body }) =>
    sources.undoMerge(caller, body.mergeRef),
  );
  router.route(contracts.retire, ({ caller, body }) =>
    sources.retire(caller, body.ref),
  );
  router.route(contracts.restore, ({ caller, body }) =>
    sources.restore(caller, body.ref),
  );
  router.route(contracts.entities, ({ query }) => entities.page(query));
}
