import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of what belongs to no practice alone. */
export const itsmTranslationRef = createTranslationRef({
  id: 'plugin.itsm',
  messages: {
    noPage: {
      title: 'Not found',
      what: 'There is no such page, or you may not see it',
      next: 'If you should see it, ask whoever runs your portal for the permission.',
      back: 'Go to Callboard',
    },
    myWork: {
      assigned: {
        title: 'Assigned to me',
        empty: 'Nothing is assigned to you.',
      },
      queue: {
        title: 'Waiting in my teams’ queue',
        empty: 'Nobody waits for your teams.',
      },
      asked: {
        title: 'What I asked for',
        empty: 'You have not asked for anything that is still open.',
      },
      more: '{{shown}} of {{total}}',
      tasks: {
        title: 'My tasks',
        done: 'Done: {{title}}',
        blocked: 'Not yet',
        late: 'Late',
        erased: 'A task whose text was erased',
      },
    },
  },
});
