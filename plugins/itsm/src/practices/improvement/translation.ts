import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of continual improvement that its pages share. */
export const improvementTranslationRef = createTranslationRef({
  id: 'plugin.itsm.improvement',
  messages: {
    nav: {
      label: 'Continual improvement',
      home: 'Overview',
      kpis: 'Numbers',
      register: 'Register',
      proposals: 'Proposals',
      suggestions: 'Suggestions',
      retrospectives: 'Retrospectives',
      surveys: 'Surveys',
    },
    soon: 'There is nothing here yet',
  },
});
