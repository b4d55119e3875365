import { cabBodySchema } from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type CatalogReader,
  type DefinitionKind,
} from '@callboard/plugin-itsm-node';

export const CAB_KIND = 'cab';

/**
 * Boards that decide on changes in meetings.
 *
 * @param catalog - of a kernel that stands; before it does, nothing is written
 */
export function cabKind(
  catalog: () => Pick<CatalogReader, 'missing'> | undefined,
): DefinitionKind<typeof cabBodySchema> {
  return {
    kind: CAB_KIND,
    label: 'Change advisory board',
    description:
      'A group that decides on changes in meetings, and when those are. Who is asked about which change say approval policies.',
    schema: cabBodySchema,
    titleOf: body => body.title,
    async check({ group }) {
      const standing = catalog();
      return standing
        ? catalogFaults(standing, [{ ref: group, path: ['group'] }])
        : [];
    },
  };
}
