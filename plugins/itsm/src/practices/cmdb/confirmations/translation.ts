import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of confirmations. */
export const ciConfirmationTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.confirmations',
  messages: {
    title: 'To confirm',
    meaning:
      'To confirm an item says: I looked at what is known of it – its owner, its attributes, what it depends on – and it is true. Nothing is changed; your name and the day stand on the item until it is due again.',
    notTrue: 'Not true? Put it right on the page of the item first.',
    when: 'Which ones',
    due: 'Due now',
    soon: 'Due in 30 days',
    noClass: 'No class',
    all: 'Select all',
    allOf: 'Select all of {{name}}',
    select: 'Select {{name}}',
    group: '{{name}} · {{number}}',
    never: 'never confirmed',
    last: 'confirmed {{when}}',
    isDue: 'due {{when}}',
    wasDue: 'was due {{when}}',
    score: 'Data {{score}} healthy',
    findings_one: '{{count}} finding',
    findings_other: '{{count}} findings',
    more: 'Show more',
    someMore: 'There are more than are shown.',
    note: 'Note',
    noteHint: 'What others should know, e.g. how you checked. Optional.',
    chosen_one: '{{count}} of {{total}} selected',
    chosen_other: '{{count}} of {{total}} selected',
    withFindings_one:
      '{{count}} of them has findings; they stay until they are put right.',
    withFindings_other:
      '{{count}} of them have findings; they stay until they are put right.',
    action: 'Confirm',
    actionCount_one: 'Confirm {{count}} item',
    actionCount_other: 'Confirm {{count}} items',
    done_one: '{{count}} item is confirmed',
    done_other: '{{count}} items are confirmed',
    left_one: '{{count}} item is not confirmed',
    left_other: '{{count}} items are not confirmed',
    noReason: 'It was refused without a reason.',
    cancel: 'Cancel',
    dialog: 'Confirm {{name}}',
    empty: {
      due: 'Nothing of yours waits to be confirmed',
      dueNext:
        'What you and your groups own was looked at lately, or nobody asks for it: classes say how often.',
      soon: 'Nothing of yours is due in the next 30 days',
      soonNext: 'You are told when something is.',
      showSoon: 'Look 30 days ahead',
    },
  },
});
