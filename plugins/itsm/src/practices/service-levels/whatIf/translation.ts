import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of what-if. */
export const whatIfTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.what-if',
  messages: {
    action: 'Try it on the last 90 days',
    unchanged: 'Change something first: what is as it was flips nothing.',
    trying: 'Telling the clocks of the last 90 days anew …',
    stop: 'Stop',
    failed: 'It could not be tried',
    title: 'What it would have made of the last 90 days',
    old: 'This is about the text as it was when it was tried. Try it again.',
    nothing: 'Nothing would flip between kept and missed.',
    worse_one:
      '{{count}} promise that was kept would have been missed, {{better}}.',
    worse_other:
      '{{count}} promises that were kept would have been missed, {{better}}.',
    better_zero: 'and none the other way round',
    better_one: 'and {{count}} the other way round',
    better_other: 'and {{count}} the other way round',
    noRecords: 'There are no records in the last 90 days that it is about.',
    records_one: '{{count}} record was looked at.',
    records_other: '{{count}} records were looked at.',
    truncated_one: 'Only the newest record was looked at; there are more.',
    truncated_other:
      'Only the newest {{count}} records were looked at; there are more.',
    note: 'Both sides are told as if what is agreed had always been agreed. What still runs and is in time counts as kept. Records that you may not read are left out.',
    counts: 'Promises by what becomes of them',
    count: {
      what: 'What becomes of it',
      clocks: 'Promises',
      metToBreached: 'Kept, and would be missed',
      breachedToMet: 'Missed, and would be kept',
      unchanged: 'No difference',
      newlyCovered: 'Promised newly',
      noLongerCovered: 'Promised no longer',
    },
    flips: 'Records that flip',
    flip: {
      record: 'Record',
      clock: 'Promise',
      before: 'As agreed now',
      after: 'As written here',
      kept: 'Kept: {{elapsed}} of {{goal}}',
      running: 'In time: {{elapsed}} of {{goal}}',
      missed: 'Missed: {{elapsed}} of {{goal}}',
      version: '{{key}}, version {{version}}',
    },
    first: 'The first {{shown}} of {{all}}.',
  },
});
