import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the records that touch a configuration item. */
export const ciRecordsTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.records',
  messages: {
    title: 'Records',
    titleOpen: 'Records · {{open}} open',
    against: 'against {{service}}',
    none: 'No record touches it',
    noneNext:
      'Whatever is filed against it or a part of it, or linked to it, stands here, as far as you may read it.',
    all: 'All records',
    more: 'Show more',
  },
});
