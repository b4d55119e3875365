import {
  RETROSPECTIVE_TEMPLATE,
  retrospectiveTemplateSchema,
} from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';

/** What retrospectives can begin with. */
export const retrospectiveTemplateKind: DefinitionKind<
  typeof retrospectiveTemplateSchema
> = {
  kind: RETROSPECTIVE_TEMPLATE,
  label: 'Retrospective template',
  description:
    'The columns of a board on which a team writes notes when it looks back. A retrospective keeps those that it was begun with.',
  schema: retrospectiveTemplateSchema,
  titleOf: body => body.name,
};
