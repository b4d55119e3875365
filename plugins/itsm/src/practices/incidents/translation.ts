import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of incident management. */
export const incidentsTranslationRef = createTranslationRef({
  id: 'plugin.itsm.incidents',
  messages: {
    record: {
      details: 'Details',
      dates: 'Dates',
      source: 'Stated by the source',
      description: 'Description',
      noDescription: 'No description was given.',
      edit: 'Edit title and description',
      resolution: 'Resolution',
      timeline: 'Timeline',
      side: 'Properties',
      assignToMe: 'Assign to me',
      nobody: 'Nobody yet',
      restricted: 'Restricted',
      restrictedHint: 'Only those who take part in it can see it.',
      back: 'Back to the list',
      created: 'Filed',
      updated: 'Updated',
      resolved: 'Resolved',
      closed: 'Closed',
    },
    entity: {
      title: 'Open incidents',
      none: 'No open incidents.',
      noneNext: 'If something is wrong with it, file one.',
      all: 'All incidents',
      priorities: 'Open incidents by priority',
      unset: 'No priority',
      follow: 'Follow',
      following: 'Following',
      followHint: 'You hear of its incidents and of announced disruptions.',
    },
  },
});
