import { cabBodySchema } from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type DefinitionKind,
  type KnownCatalog,
} from '@callboard/plugin-itsm-node';

export const CAB_KIND = 'cab';

/**
 * Boards that decide on changes in meetings.
 *
 * @param known - of a kernel that stands; before it does, nothing is written
 */
export function cabKind(
  known: () => KnownCatalog | undefined,
): DefinitionKind<typeof cabBodySchema> {
  return {
    kind: CAB_KIND,
    label: 'Change advisory board',
    description:
      'A group that decides on changes in meetings, and when those are. Who is asked about which change say approval policies.',
    schema: cabBodySchema,
    titleOf: body => body.title,
    async check({ group }, _, by) {
      const standing = known();
      return standing
        ? catalogFaults(standing, [{ ref: group, path: ['group'] }], by)
        : [];
    },
  };
}
