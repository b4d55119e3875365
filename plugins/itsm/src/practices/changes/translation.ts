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
    file: 'File change',
    unplanned: 'Not planned yet',
    risk: {
      low: 'Low risk',
      medium: 'Medium risk',
      high: 'High risk',
      'very-high': 'Very high risk',
    },
    window: {
      lengths: 'Length of the window',
      zone: 'Times are in your zone, {{zone}}.',
      takes: 'The window is {{time}} long.',
      forward:
        'The clock goes forward by {{time}} within this window ({{at}}): it is that much shorter than its local times look.',
      back: 'The clock goes back by {{time}} within this window ({{at}}): it is that much longer than its local times look.',
    },
  },
});
