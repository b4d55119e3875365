import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the files on a record's page. */
export const attachmentTranslationRef = createTranslationRef({
  id: 'plugin.itsm-react.attachments',
  messages: {
    title: 'Attachments',
    add: 'Add files',
    hint: 'Drop files here, paste a screenshot, or choose files. Up to {{size}} each.',
    hintTouch: 'Choose files or take a photo. Up to {{size}} each.',
    dropHere: 'Drop to add',
    audience: 'Who may see files that you add',
    internal: 'Internal',
    requester: 'Requester too',
    internalMark: 'Internal',
    erased: 'Name was erased',
    show: 'Show {{name}}',
    download: 'Download {{name}}',
    downloadWord: 'Download',
    remove: 'Remove {{name}}',
    close: 'Close',
    noPreview: 'It cannot be shown here; download it to look at it.',
    confirm: {
      title: 'Remove this file?',
      body: '{{name}} is gone for good then. The timeline keeps that it was there.',
      yes: 'Remove',
      no: 'Keep it',
    },
    pick: {
      choose: 'Choose a file',
      none: 'There are no files',
      upload: 'Upload a file',
      hint: 'Up to {{size}}. It is added to the files of the record.',
    },
    upload: {
      label: 'Files that are being added',
      progress: 'Adding {{name}}',
      waiting: 'waits',
      done: '{{name}} was added.',
      removed: '{{name}} was removed.',
      cancel: 'Cancel {{name}}',
      again: 'Try again',
      dismiss: 'Dismiss {{name}}',
      tooLarge:
        'It is larger than {{size}}, the most that a file may have here.',
      empty: 'It is empty; there is nothing to attach.',
      tooMany:
        'There are {{files}} files here, as many as there may be. Remove one first.',
      offline: 'The server cannot be reached. Try again in a moment.',
      pasted: 'Pasted {{at}}.{{extension}}',
    },
    failed: '{{name}} could not be downloaded',
  },
});
