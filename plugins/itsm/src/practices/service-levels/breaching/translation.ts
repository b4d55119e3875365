import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the queue of what is late, or will be soon. */
export const breachingTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.breaching',
  messages: {
    title: 'Breaching',
    views: 'Queues',
    view: {
      all: 'All',
      mine: 'Mine',
      team: 'My team',
      late: 'Late',
    },
    keys: 'Keys',
    column: {
      left: 'Time left',
      number: 'Number',
      title: 'Title',
      priority: 'Priority',
      promise: 'Promise',
      due: 'Due',
      service: 'Service',
      who: 'Who has it',
    },
    filter: {
      service: 'Service',
      team: 'Team',
      mine: 'My groups',
      agreement: 'Agreement',
      metric: 'Promise',
      within: 'Due within',
      reset: 'Clear filters',
    },
    within: {
      PT1H: '1 hour',
      PT4H: '4 hours',
      P1D: '1 day',
      P7D: '7 days',
    },
    empty: {
      title: 'Nothing is late or due soon',
      all: 'No promise runs out within this time, as far as you may see.',
      mine: 'No promise on what you have runs out within this time.',
      team: 'No promise on what your groups have runs out within this time.',
      late: 'Nothing is late, as far as you may see.',
      filtered: 'Nothing matches these filters. Clear some to see more.',
    },
    nobody: 'Nobody',
    widget: {
      title: 'Breaching soon',
      none: 'Nothing of your teams is late, or due within a day.',
      all: 'Open the queue',
    },
  },
});
