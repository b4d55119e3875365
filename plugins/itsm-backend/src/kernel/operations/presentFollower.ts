import type { FollowerStatus } from '@callboard/plugin-itsm-common';
import { toIso } from '../database';
import type { FollowerState } from '../followers/Followers';

/** A follower in the form of the API. */
export function presentFollower(
  state: FollowerState,
  now: number,
): FollowerStatus {
  const { projection, position, head, rebuildingTo, unreadSince } = state;
  const { failure, attempts } = state;
  const rebuilding = rebuildingTo !== undefined;
  const following = rebuilding ? 'rebuilding' : 'following';
  return {
    id: projection.id,
    title: projection.title,
    state: failure ? 'failing' : following,
    position,
    head,
    lag: Math.max(0, head - position),
    lagSeconds:
      unreadSince === undefined ? 0 : Math.max(0, now - unreadSince) / 1000,
    progress: rebuilding ? Math.min(1, position / rebuildingTo) : undefined,
    canRebuild: projection.reset !== undefined,
    failure: failure && {
      ...failure,
      attempts,
      failedAt: toIso(failure.failedAt)!,
      nextTryAt: toIso(failure.nextTryAt),
    },
  };
}
