import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of outages. */
export const outagesTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.outages',
  messages: {
    kind: {
      outage: 'Down',
      degradation: 'Degraded',
      planned: 'Planned',
    },
    section: {
      title: 'Outage',
      none: 'No outage is recorded.',
      noneNext:
        'If a service was not there, record it: availability and objectives count it.',
      record: 'Record an outage',
      another: 'Record another one',
    },
    span: {
      since: 'since {{from}}',
      between: '{{from}} to {{to}}',
      soFar: '{{time}} so far',
    },
    withdrawn: 'Withdrawn',
    fromIncident: 'From the incident',
    corrected: 'Put right by hand',
    correct: 'Correct',
    end: 'End now',
    withdraw: 'Withdraw',
    restore: 'Restore',
    change: 'Change the outage {{what}}',
    ofRow: '{{action}}: {{what}}',
    ended: 'The outage has ended',
    withdrew: 'The outage is withdrawn and counts no more',
    restored: 'The outage counts again',
    list: {
      title: 'Outages',
      answer_zero: 'Nothing was down in the last {{days}} days.',
      answer_one:
        'Down once in the last {{days}} days, for {{time}}: {{percent}} available.',
      answer_other:
        'Down {{count}} times in the last {{days}} days, for {{time}}: {{percent}} available.',
      degraded: 'Degraded for {{time}}; that counts half.',
      none: 'No outage is recorded',
      noneNext:
        'Outages are recorded on incidents, by announced major incidents, or here.',
      nonePeriod: 'No outage is recorded for this time.',
      more: 'Show more',
      column: {
        when: 'When',
        long: 'For',
        kind: 'What',
        record: 'Incident',
        note: 'Note',
      },
    },
    dialog: {
      record: 'Record an outage',
      correct: 'Correct the outage',
      entity: 'What was not there',
      entityMissing: 'Choose what was not there',
      kind: 'How',
      kinds: {
        outage: 'Down: it was not there',
        degradation: 'Degraded: slow, or a part of it; counts half',
        planned: 'Planned: people were told; does not count',
      },
      begin: 'From',
      beginMissing: 'Say when it began',
      end: 'To',
      endHint: 'Leave it empty while it goes on.',
      endBefore: 'Must be after the beginning',
      endMissing: 'Say until when it is planned',
      ahead: 'Lies ahead',
      note: 'Note',
      noteHint: 'For everybody who may see the outage.',
      save: 'Record',
      saveCorrection: 'Save',
      cancel: 'Cancel',
    },
  },
});

/** Puts the words of outages into the reader's language. */
export type OutageWords = TranslationFunction<
  (typeof outagesTranslationRef)['T']
>;
