import {
  ACTIVE_CATEGORIES,
  initiativePermissions,
  SUGGESTION,
  suggestionPermissions,
} from '@callboard/plugin-itsm-common';
import {
  recordsOfService,
  sectionOf,
  type ItsmKernel,
  type ServiceView,
} from '@callboard/plugin-itsm-node';
import { INITIATIVE_TYPE } from './register/kinds';

/** What is being improved on a service: initiatives first, then what people suggest. */
export function improvementsOnService(
  kernel: Pick<ItsmKernel, 'recordTypes' | 'records'>,
): ServiceView {
  return {
    id: 'improvement',
    permissions: [initiativePermissions.read, suggestionPermissions.read],
    tells: ['improvements'],
    async read(input) {
      const found = await Promise.all(
        [INITIATIVE_TYPE, SUGGESTION].map(type =>
          recordsOfService(kernel, input, {
            type,
            category: ACTIVE_CATEGORIES,
            limit: 6,
          }),
        ),
      );
      const lists = found
        .filter(list => list !== undefined)
        .map(list =>
          sectionOf(kernel, input.ref, list, ({ dueAt }) => ({
            until: typeof dueAt === 'number' ? dueAt : undefined,
          })),
        );
      if (lists.length === 0) return {};
      return {
        improvements: {
          items: lists.flatMap(({ items }) => items),
          total: lists.reduce(
            (sum, { items, total }) => sum + (total ?? items.length),
            0,
          ),
        },
      };
    },
  };
}
