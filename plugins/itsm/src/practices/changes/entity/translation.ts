import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of an entity's changes. */
export const entityChangesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.changes.entity',
  messages: {
    title: 'Changes',
    running: 'Running now',
    upcoming: 'Planned',
    recent: 'Finished in the last 30 days',
    none: 'No change is planned or running.',
    noneNext: 'Whoever wants to change it files it here first.',
    noneRecent: 'No change of it was finished.',
    nonePlanned: 'Nothing is planned.',
    planned_one: '{{count}} planned',
    planned_other: '{{count}} planned',
    all: 'All changes',
    everything: 'All its changes',
  },
});
