import {
  closeNames,
  REPLY_PLACEHOLDERS,
  replyTemplateSchema,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';
import type { RecordTypes } from '../../RecordTypes';
import { placeholderFaults } from './placeholders';

/** That a record type is there. */
export function typeFaults(
  types: RecordTypes,
  type: string,
  path: readonly (string | number)[],
): DefinitionFault[] {
  if (types.find(type)) return [];
  const names = types.all().map(t => t.type);
  const [close] = closeNames(type, names);
  return [
    {
      path,
      message: `${path.join('.')}: there is no record type "${type}" here${
        close ? `; did you mean "${close}"?` : `; there are ${names.join(', ')}`
      }`,
    },
  ];
}

/** Canned replies. */
export function replyTemplateKind(
  types: RecordTypes,
): DefinitionKind<typeof replyTemplateSchema> {
  return {
    kind: 'reply-template',
    label: 'Canned reply',
    description:
      'An answer that is written often, with places for names and numbers.',
    schema: replyTemplateSchema,
    titleOf: reply => reply.title,
    check: reply => [
      ...placeholderFaults(
        reply.body,
        ['body'],
        Object.keys(REPLY_PLACEHOLDERS),
      ),
      ...reply.types.flatMap((type, i) =>
        typeFaults(types, type, ['types', i]),
      ),
    ],
  };
}
