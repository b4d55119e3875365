import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the home of the CMDB. */
export const cmdbHomeTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.home',
  messages: {
    title: 'Configuration',
    browse: 'All configuration items',
    what: {
      title: 'What there is',
      total_one: '{{count}} configuration item',
      total_other: '{{count}} configuration items',
      atLeast_one: 'At least {{count}} configuration item',
      atLeast_other: 'At least {{count}} configuration items',
      none: 'The catalog has nothing that you may see',
      noneNext: 'It is read once a minute. Look again in a moment.',
      by: 'How to count',
      byKind: 'By kind',
      byClass: 'By class',
      items_one: '{{kind}}: {{count}} item',
      items_other: '{{kind}}: {{count}} items',
    },
    mine: {
      title: 'Mine and my groups’',
      count: '{{count}} items',
      none: 'You own nothing in the catalog',
      noneNext:
        'Neither you nor your groups are the owner of an item. Owners are set where an item is described.',
      all: 'All of mine',
    },
    tasks: {
      title: 'To look after',
      unowned: 'Without owner',
      notInGit: 'Not in Git',
      changed: 'Changed in 7 days',
      gone: 'Left the catalog',
    },
    recent: {
      title: 'What changed',
      all: 'Everybody’s',
      mine: 'Mine',
      show: 'Whose changes',
      none: 'Nothing changed since the history began',
      noneMine: 'Nothing of yours changed since the history began',
      noneNext:
        'Every change of the catalog is kept from its first reading on, and appears here within a minute or two.',
      looked: 'Nothing among the latest changes.',
      more: 'Show earlier',
    },
    sources: {
      title: 'Not in Git',
      all: 'Sources',
      none: 'Nothing is brought in from elsewhere yet. A source says what its columns mean.',
      items_one: '{{count}} item',
      items_other: '{{count}} items',
      never: 'never loaded',
    },
    baselines: {
      title: 'Baselines',
      none: 'No moment has a name yet',
      noneNext:
        'A baseline is a name for an instant, to compare with later. It is written under Definitions.',
      hint: 'Choose one under History, Compare, on the page of an item.',
    },
  },
});
