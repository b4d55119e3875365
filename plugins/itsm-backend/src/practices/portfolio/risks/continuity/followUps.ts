import type { Projection } from '@callboard/plugin-itsm-node';
import { CONTINUITY_SUBJECT } from './ContinuityService';
import type { ContinuityStore } from './ContinuityStore';

type Tx = Parameters<Projection['apply']>[0];

/**
 * Services whose continuity changed are looked at again. It is no part of the change, which never waits for
 * what looks at services meanwhile, nor that for it.
 */
export const continuityFollowUps = (
  store: Pick<ContinuityStore, 'servicesOf'>,
  touch: (tx: Tx, refs: readonly string[]) => Promise<void>,
): Projection => ({
  id: 'portfolio.continuity',
  title: 'Services whose continuity changed',
  kinds: ['written', 'removed', 'tested', 'test-removed'].map(
    what => `${CONTINUITY_SUBJECT}.${what}`,
  ),
  // All services are looked at once a day whatever happened before.
  fromNow: true,
  async apply(tx, entries) {
    const refs = await store.servicesOf(
      tx,
      entries.map(({ subjectId }) => subjectId),
    );
    await touch(tx, [...refs].sort());
  },
});
