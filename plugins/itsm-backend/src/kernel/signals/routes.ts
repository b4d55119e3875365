import { presenceRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { OthersPresent, PresenceService } from './PresenceService';

const shown = ({ items, refs }: OthersPresent) => ({
  items: items.map(p => ({ ...p, until: toIso(p.until)! })),
  refs,
});

/** Mounts who is at a record. */
export function mountPresenceRoutes(
  router: PracticeRouter,
  presence: PresenceService,
): void {
  router.route(contracts.listPresence, async ({ caller, params }) =>
    shown(await presence.others(caller, params.id)),
  );

  router.route(contracts.bePresent, async ({ caller, params, body }) =>
    shown(await presence.put(caller, params.id, body.doing)),
  );

  router.route(contracts.leave, async ({ caller, params }) => {
    await presence.leave(caller, params.id);
    return {};
  });
}
