import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the home of change management. */
export const changesHomeTranslationRef = createTranslationRef({
  id: 'plugin.itsm.changes.home',
  messages: {
    title: 'Changes',
    todo: {
      title: 'To do',
      mine: 'Mine',
      mineNone: 'Nothing is assigned to you.',
      team: 'My teams, by state',
      teamNone: 'Your teams have no open change.',
      free: 'Nobody’s yet, in my teams',
      all: 'All of mine',
    },
    approve: {
      title: 'To approve',
      none: 'Nothing waits for your decision.',
      all: 'Open the inbox',
      count_one: '{{count}} waits for your decision.',
      count_other: '{{count}} wait for your decision.',
    },
    week: {
      title: 'The next seven days',
      none: 'Nothing is planned',
      noneNext:
        'Scheduled changes, and those that wait for a decision, stand here by day.',
      today: 'Today',
      tomorrow: 'Tomorrow',
      running: 'Running now',
      more: 'The first {{shown}} are shown.',
      all: 'All of them in the list',
    },
    review: {
      title: 'In review',
      none: 'No change waits for its review.',
      all: 'All in review',
    },
    widget: {
      none: 'Your teams have nothing planned for the next seven days.',
      all: 'Everything that is planned',
    },
  },
});
