import { WHAT_IF_KINDS } from '@callboard/plugin-itsm-common';
import { DefinitionPartBlueprint } from '@callboard/plugin-itsm-react';

/** What a change of an agreement or a calendar would flip, in the editor, before it is saved. */
export const whatIf = DefinitionPartBlueprint.make({
  name: 'what-if',
  params: {
    kinds: WHAT_IF_KINDS,
    loader: async () => {
      const { TryIt } = await import('./TryIt');
      return TryIt;
    },
  },
});
