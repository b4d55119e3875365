import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words around writing a comment: canned replies, mentions, and who else is replying. */
export const commentTranslationRef = createTranslationRef({
  id: 'plugin.itsm-react.comment',
  messages: {
    replies: {
      action: 'Canned reply',
      search: 'Search canned replies',
      empty:
        'There are none for this yet. Administrators write them under Administration, Definitions.',
      failed: 'Canned replies could not be loaded.',
      loading: 'Loading …',
    },
    mention: {
      label: 'People to mention',
      hint: 'Type @ to mention somebody.',
    },
    presence: {
      replying_one: '{{names}} is replying',
      replying_other: '{{names}} are replying',
    },
  },
});
