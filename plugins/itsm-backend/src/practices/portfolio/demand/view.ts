import { DEMAND } from '@callboard/plugin-itsm-common';
import {
  recordsOfService,
  sectionOf,
  type ItsmKernel,
  type ServiceView,
} from '@callboard/plugin-itsm-node';

/** What is needed of a service and not done yet, on its page. */
export const demandView = (
  kernel: Pick<ItsmKernel, 'records' | 'recordTypes'>,
): ServiceView => ({
  id: 'demand',
  tells: ['demand'],
  async read(input) {
    const found = await recordsOfService(kernel, input, {
      type: DEMAND,
      category: ['open', 'waiting'],
    });
    if (!found) return {};
    return {
      demand: sectionOf(kernel, input.ref, found, record => ({
        at: record.createdAt,
        until: record.desiredBy as number | undefined,
      })),
    };
  },
});
