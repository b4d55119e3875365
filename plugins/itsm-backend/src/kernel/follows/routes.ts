import { InputError } from '@backstage/errors';
import { kernelRoutes as contracts } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  Clock,
  PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { FollowStore } from './FollowStore';

function requireUser(caller: Caller): string {
  if (caller.kind !== 'user')
    throw new InputError('Only people follow services; sign in as a user');
  return caller.ref;
}

/** Mounts what somebody follows. Everybody sees and changes their own only. */
export function mountFollowRoutes(
  router: PracticeRouter,
  deps: {
    follows: FollowStore;
    catalog: CatalogReader;
    clock: Clock;
    requireEntity(caller: Caller, ref: string, field: string): Promise<string>;
  },
): void {
  const { follows, catalog, clock, requireEntity } = deps;

  router.route(contracts.listFollowed, async ({ caller }) => {
    const refs = await follows.of(caller.ref);
    return {
      items: refs.map(entityRef => ({ entityRef })),
      refs: await catalog.describe(refs),
    };
  });

  router.route(contracts.follow, async ({ caller, body }) => {
    const user = requireUser(caller);
    const entityRef = await requireEntity(caller, body.entityRef, 'entityRef');
    await follows.follow(user, entityRef, clock.now());
    return { entityRef };
  });

  router.route(contracts.unfollow, async ({ caller, query }) => {
    await follows.unfollow(requireUser(caller), query.entityRef);
    return {};
  });
}
