import { CONTRACT, contractPermissions } from '@callboard/plugin-itsm-common';
import {
  recordsOfService,
  sectionOf,
  type ItsmKernel,
  type ServiceView,
} from '@callboard/plugin-itsm-node';

/** Contracts that a service needs, on its page: what has to be decided next comes first. */
export function contractView(
  kernel: Pick<ItsmKernel, 'recordTypes' | 'records'>,
): ServiceView {
  return {
    id: 'contracts',
    permissions: [contractPermissions.read],
    tells: ['contracts'],
    async read(input) {
      const found = await recordsOfService(kernel, input, {
        type: CONTRACT,
        category: ['open'],
        sort: 'endAt',
        order: 'asc',
      });
      if (!found) return {};
      return {
        contracts: sectionOf(kernel, input.ref, found, contract => ({
          at: contract.noticeBy as number | undefined,
          until: contract.endAt as number | undefined,
        })),
      };
    },
  };
}
