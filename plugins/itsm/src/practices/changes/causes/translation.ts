import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the changes before something broke. */
export const changeCausesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.changes.causes',
  messages: {
    title: 'Changes',
    before: 'Carried out in the three days before',
    none: 'No change was carried out in the three days before.',
    caused: 'It caused this',
    causedNamed: 'Name {{number}} as the cause',
    isCause: 'Named as the cause',
    linked: '{{number}} is named as the cause.',
  },
});
