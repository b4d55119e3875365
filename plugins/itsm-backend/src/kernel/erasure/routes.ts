import {
  erasureRoutes as contracts,
  personErasePermission,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { AdminGate } from '../access/AdminGate';
import type { Erasure } from './Erasure';

/** Mounts the erasing of people. Neither address nor audit event names the person. */
export function mountErasureRoutes(
  router: PracticeRouter,
  deps: { erasure: Erasure; gate: AdminGate },
): void {
  const { erasure, gate } = deps;

  router.route(contracts.preview, async request => {
    const { caller, body } = request;
    await gate.enter(caller, personErasePermission);
    return erasure.preview(caller, body);
  });

  router.route(contracts.erase, request => {
    const { caller, body } = request;
    const meta = { level: body.level, force: String(body.force) };
    return gate.act(request, personErasePermission, 'person-erase', meta, () =>
      erasure.erase(caller, body),
    );
  });
}
