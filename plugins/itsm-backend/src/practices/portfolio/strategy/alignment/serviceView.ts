import {
  BUSINESS_OBJECTIVE,
  businessObjectivePermissions,
  type ServiceRecord,
} from '@callboard/plugin-itsm-common';
import {
  isPermittedSome,
  type ItsmKernel,
  type ServiceView,
} from '@callboard/plugin-itsm-node';
import { briefOf } from './AlignmentService';
import type { AlignmentStore } from './AlignmentStore';

/** Objectives on the page of a service. */
const SHOWN = 8;
const isOver = (category: string) =>
  category === 'closed' || category === 'cancelled';

/** What a service serves: the objectives of its record in the portfolio, or of the system it is part of. */
export function objectivesOnService(
  kernel: Pick<ItsmKernel, 'records'>,
  store: AlignmentStore,
): ServiceView {
  return {
    id: 'objectives',
    permissions: [businessObjectivePermissions.read],
    tells: ['objectives'],
    async read({ caller, ref }) {
      if (!isPermittedSome(caller, businessObjectivePermissions.read))
        return {};
      const { readable } = kernel.records.conditions(caller);
      const services = await store.servicesOf(readable, [ref]);
      const served = await store.servedBy(
        readable,
        services.map(({ id }) => id),
      );
      const found = new Map<string, ServiceRecord>();
      for (const row of served) {
        if (isOver(row.statusCategory)) continue;
        const { number, title, statusLabel, statusCategory } = briefOf(row);
        found.set(row.id, {
          number,
          type: BUSINESS_OBJECTIVE,
          title,
          status: row.status,
          statusLabel,
          statusCategory,
        });
      }
      const items = [...found.values()];
      return {
        objectives: {
          items: items.slice(0, SHOWN),
          total: items.length > SHOWN ? items.length : undefined,
        },
      };
    },
  };
}
