import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of leadership: what got better, what did not, and what is being done. */
export const leadershipTranslationRef = createTranslationRef({
  id: 'plugin.itsm.improvement.leadership',
  messages: {
    title: 'What gets better',
    of: '{{month}}',
    ofRunning: 'So far in {{month}}',
    zone: 'Months in {{zone}}',
    counted: 'Counted up to {{when}}',
    asOfPast: 'As of {{day}}, by what is known today',
    unread_one: '{{count}} entry has still to be counted',
    unread_other: '{{count}} entries have still to be counted',
    rebuilding: {
      title: 'Numbers are being counted anew',
      next: 'Until that is done they are too small.',
    },
    asOf: {
      label: 'As of',
      before: 'End of {{month}}',
      after: 'End of {{month}}',
      today: 'Today',
    },
    months: {
      label: 'How far back',
      '13': '13 months',
      '24': '24 months',
    },
    print: 'Print',
    digest: {
      subscribe: 'Tell me each month',
      unsubscribe: 'Told each month',
      hint: 'A notification and a mail on the first day of each month, next on {{day}}',
      configured: 'You are told each month',
      configuredHint:
        'Whoever looks after Callboard set it up for you or your team. Switch it off in the settings of notifications.',
      subscribed: 'You will be told on {{day}}, and then each month.',
      ended: 'You will not be told any more.',
    },
    numbers: {
      title: 'The numbers',
      before: '{{value}} in {{month}}',
      usual: 'usual {{lower}} to {{upper}}',
      kept: 'target {{target}} met',
      missed: 'target {{target}} missed',
      table: 'The numbers by month',
      month: 'Month',
      running: '{{month}}, so far',
      absent_one:
        'One number that is set up is not there, as its practice is switched off or it has another name: {{keys}}.',
      absent_other:
        '{{count}} numbers that are set up are not there, as their practices are switched off or they have other names: {{keys}}.',
    },
    empty: {
      title: 'There are no numbers yet',
      next: 'Incidents, changes and promises are counted as they happen. The first whole month is over on {{day}}; its numbers are here then.',
      begun:
        'These are numbers so far. The first whole month is over on {{day}}.',
    },
    better: {
      title: 'What got better',
      none: 'Nothing moved out of its usual range for the better.',
    },
    notBetter: {
      title: 'What did not',
      none: 'Nothing got worse, and no target is missed.',
      kind: {
        worse: 'Worse',
        'off-target': 'Off target',
        changed: 'Changed',
        better: 'Better',
      },
    },
    tooEarly: 'It is too early to say.',
    more_one: '{{count}} more',
    more_other: '{{count}} more',
    doing: {
      title: 'What is being done',
      none: 'No initiative is under way.',
      noneNext: 'File one',
      off: 'The register of initiatives is not part of this portal.',
      all: 'All initiatives',
      measured: '{{name}}: {{parts}}',
      before: '{{value}} before',
      now: '{{value}} now',
      target: 'target {{value}}',
      due: 'due {{day}}',
      late: 'late since {{day}}',
    },
    widget: {
      all: 'All numbers',
      noNumbers: 'The first numbers are there on {{day}}.',
    },
  },
});
