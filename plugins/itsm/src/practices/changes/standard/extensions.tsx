import { DefinitionPartBlueprint } from '@callboard/plugin-itsm-react';

/** How far a standard change is trusted, in the editor of its template. */
export const standardRecord = DefinitionPartBlueprint.make({
  name: 'standard-change',
  params: {
    kinds: ['standard-change'],
    loader: async () => {
      const { StandardPart } = await import('./StandardPart');
      return StandardPart;
    },
  },
});
