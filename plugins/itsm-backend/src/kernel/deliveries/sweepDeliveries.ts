import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Clock, Job } from '@callboard/plugin-itsm-node';
import type { DeliveryStore } from './DeliveryStore';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const AT_ONCE = 5_000;

/**
 * Deletes deliveries that ended longer ago than `itsm.deliveries.keepDays` (default 30), in small
 * steps. What waits is never deleted.
 */
export function sweepDeliveries(deps: {
  store: DeliveryStore;
  config: RootConfigService;
  clock: Clock;
}): Job {
  const { store, config, clock } = deps;
  const days =
    config.getOptionalNumber('itsm.deliveries.keepDays') ?? DEFAULT_DAYS;
  if (!(days > 0)) {
    throw new Error(
      `itsm.deliveries.keepDays is ${days}; it must be more than 0`,
    );
  }
  return {
    id: 'deliveries-sweep',
    everyMs: 3_600_000,
    async run() {
      const before = clock.now() - days * DAY_MS;
      while ((await store.sweep(before, AT_ONCE)) === AT_ONCE);
    },
  };
}
