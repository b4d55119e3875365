import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of what is being improved about an entity. */
export const entityInitiativesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.improvement.register.entity',
  messages: {
    title: 'What is being improved',
    none: 'Nothing is being improved here.',
    noneNext: 'If a number should be better, file an initiative.',
    all: 'All its initiatives',
  },
});
