import { definitionRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { Clock, PracticeRouter } from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { AuthorizedRecords } from '../records/AuthorizedRecords';
import type { DefinitionService } from './DefinitionService';
import type { GitDefinitions } from './git/GitDefinitions';
import type { ProblemStore } from './git/ProblemStore';
import type { Offers } from './Offers';

/** Mounts the routes of definitions, templates and canned replies. */
export function mountDefinitionRoutes(
  router: PracticeRouter,
  deps: {
    definitionService: DefinitionService;
    git: GitDefinitions;
    problems: ProblemStore;
    offers: Offers;
    records: AuthorizedRecords;
    clock: Clock;
  },
): void {
  const { definitionService: service, git, problems, offers, clock } = deps;

  router.route(contracts.kinds, async ({ caller }) => ({
    items: await service.kinds(caller),
  }));
  router.route(contracts.list, ({ caller, query }) =>
    service.list(caller, query),
  );
  router.route(contracts.problems, async ({ caller }) => {
    const { items, locations } = await problems.read();
    return { items: await service.problemsOf(caller, items), locations };
  });
  router.route(contracts.reload, async ({ caller }) => {
    await service.mayWrite(caller);
    await git.sync();
    const { items, locations } = await problems.read();
    return { items: await service.problemsOf(caller, items), locations };
  });
  router.route(contracts.get, ({ caller, params, query }) =>
    service.get(
      caller,
      params.kind,
      params.key,
      query.at === undefined ? undefined : Date.parse(query.at),
    ),
  );
  router.route(contracts.write, ({ caller, params, body, ifMatch }) =>
    service.write(caller, params.kind, params.key, body, ifMatch),
  );
  router.route(contracts.check, ({ caller, params, body }) =>
    service.check(caller, params.kind, params.key, body),
  );
  router.route(contracts.remove, async ({ caller, params, ifMatch }) => {
    await service.remove(caller, params.kind, params.key, ifMatch);
    return {};
  });
  router.route(contracts.history, async ({ caller, params }) => ({
    items: await service.history(caller, params.kind, params.key),
  }));
  router.route(contracts.version, ({ caller, params }) =>
    service.version(caller, params.kind, params.key, params.version),
  );
  router.route(contracts.diff, async ({ caller, params, query }) => ({
    items: await service.diff(
      caller,
      params.kind,
      params.key,
      query.from,
      query.to,
    ),
  }));
  router.route(contracts.verify, async ({ caller, params }) => {
    const { entries, brokenAt } = await service.verify(
      caller,
      params.kind,
      params.key,
    );
    return {
      entries,
      holds: brokenAt === undefined,
      brokenAt,
      checkedAt: toIso(clock.now())!,
    };
  });
  router.route(contracts.templates, async ({ caller, query }) => ({
    items: await offers.templates(caller, query.type),
  }));
  router.route(contracts.replies, async ({ caller, query }) => ({
    items: await offers.replies(deps.records, caller, query.record),
  }));
}
