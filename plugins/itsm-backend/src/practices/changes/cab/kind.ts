import { cabBodySchema } from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';

/** Boards that decide on changes in meetings. */
export const cabKind: DefinitionKind<typeof cabBodySchema> = {
  kind: 'cab',
  label: 'Change advisory board',
  description:
    'A group that decides on changes in meetings, and when those are. Who is asked about which change say approval policies.',
  schema: cabBodySchema,
  titleOf: body => body.title,
};
