import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of change management that its pages share. */
export const changesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.changes',
  messages: {
    nav: {
      label: 'Change management',
      home: 'Overview',
      all: 'All changes',
      calendar: 'Calendar',
      cab: 'CAB',
      windows: 'Windows',
      standard: 'Standard changes',
    },
  },
});
