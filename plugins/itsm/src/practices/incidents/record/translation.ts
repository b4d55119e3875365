import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the page of one incident. */
export const incidentRecordTranslationRef = createTranslationRef({
  id: 'plugin.itsm.incidents.record',
  messages: {
    hint: {
      holdReason: 'Waiting for the requester ends by itself when they answer.',
      holdUntil:
        'Work goes on by itself then. Without a time it waits until somebody resumes it.',
      resolution: 'The requester reads this.',
    },
    more: {
      label: 'More actions',
      duplicate: 'Close as duplicate of …',
      merge: 'Merge into …',
      child: 'Make part of …',
      declareMajor: 'Declare a major incident …',
      updateMajor: 'Update what we know …',
      endMajor: 'End the major incident',
    },
    join: {
      target: 'Which incident?',
      targetHint: 'Type a number or words of its title.',
      missing: 'Choose the incident.',
      done: '{{number}} is joined with {{target}}.',
      duplicate: {
        title: 'Close {{number}} as a duplicate',
        note: '{{number}} is resolved as a duplicate. Whoever watches it or asked for it watches the other one from then on.',
        action: 'Close as duplicate',
      },
      merge: {
        title: 'Merge {{number}} into another incident',
        note: 'Comments, links and watchers are carried over to the other incident, and {{number}} is resolved as its duplicate. This cannot be taken back.',
        action: 'Merge',
      },
      child: {
        title: 'Make {{number}} part of another incident',
        note: 'Both stay open and are worked on their own; each shows how the other stands.',
        action: 'Make part',
      },
    },
    joined: {
      title: 'Joined with {{number}}',
      note: 'Work on it goes on there.',
      open: 'Open {{number}}',
    },
    major: {
      title: 'Major incident',
      since: 'since',
      announced: 'Announced to all who follow the service',
      notAnnounced: 'Not announced',
      nextUpdate: 'Next update',
      noNextUpdate: 'No next update is promised',
      late: 'late',
      update: 'Update',
      end: 'End',
      ended: 'The major incident of {{number}} is over.',
      declare: 'Declare a major incident',
      save: 'Publish update',
      summary: 'What we know',
      summaryHint:
        'For everybody concerned: what is broken, who notices it, what is being done. Markdown works.',
      summaryMissing: 'Say what is known, even if it is little.',
      next: 'Next update at',
      nextHint:
        'Whoever works on it is reminded when it is late. Empty if none is promised.',
      nextPast: 'Choose a time that is still to come.',
      announce: 'Announce it to all who follow {{service}}',
      announceNot: 'It is restricted, so it cannot be announced.',
    },
    tell: {
      declaredMajor: 'declared a major incident',
      endedMajor: 'ended the major incident',
      updatedMajor: 'updated what is known',
      rated: 'answered how satisfied they are: {{score}}',
      late: 'The promised update is late',
      threshold: 'A threshold of an agreement was reached',
      facts: 'What is known of the service has changed',
      returned: 'returned it to the queue',
      joined: 'resolved it as a duplicate',
    },
    assign: {
      action: 'Assign to me',
    },
    satisfaction: 'Satisfaction',
  },
});
