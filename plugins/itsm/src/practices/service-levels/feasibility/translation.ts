import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of whether promises can be kept. */
export const feasibilityTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.feasibility',
  messages: {
    title: 'Can promises be kept?',
    section: 'Can it be kept?',
    of: 'Can the promises of {{name}} be kept?',
    link: 'Can promises be kept?',
    back: 'All promises',
    intro:
      'Each promise is held against the promises of what it depends on. One that cannot be kept even if everybody behind it keeps theirs will be missed sooner or later.',
    partial: 'Counted is what you may see of the catalog.',
    truncated:
      'There are more promises than are looked at; these are the first of them.',
    answer: {
      none: 'Nothing contradicts any of {{all}} promises.',
      some_one: '{{count}} of {{all}} promises cannot be kept.',
      some_other: '{{count}} of {{all}} promises cannot be kept.',
    },
    verdict: {
      infeasible: 'Cannot hold',
      unknown: 'Not known',
      feasible: 'Can hold',
    },
    tabs: {
      label: 'Promises by verdict',
      all: 'All',
      infeasible: 'Cannot hold',
      unknown: 'Not known',
      feasible: 'Can hold',
    },
    reason: {
      nothingBehind: 'Nothing that it depends on promises anything.',
      unpromised: 'Something that it depends on promises nothing.',
      tooLarge: 'Too much is behind it to be sure.',
      noCmdb:
        'What it depends on is not known: configuration management is switched off.',
    },
    column: {
      promise: 'Promise',
      promised: 'Promised',
      possible: 'At best',
      missing: 'Missing',
      arithmetic: 'Arithmetic',
      verdict: 'Verdict',
    },
    empty: {
      title: 'No promise is checked yet',
      next: 'Objectives about availability, and agreements that name their items, are checked here.',
      filtered: 'No promise is like that',
      filteredNext: 'Choose another verdict to see more.',
      entity: 'Nothing is promised of it',
      entityNext:
        'An objective about its availability or an agreement that names it among its items would be checked here.',
      source: 'It promises nothing that can be checked',
      sourceNext:
        'Objectives count that are measured from outages, or say that they are about availability; agreements count for the items that they name.',
    },
    more: 'Show more',
    why: 'How it comes about',
    kind: {
      availability: 'Availability',
      response: 'Response',
      resolution: 'Resolution',
      update: 'Update',
    },
    priorities_one: 'priority {{list}}',
    priorities_other: 'priorities {{list}}',
    missing: '{{time}} a month',
    over: '{{time}} too long',
    said: {
      promised: '{{promised}} promised by',
      infeasible:
        'It can be {{possible}} at best: {{missing}} a month are missing.',
      unknown: '{{reason}}',
      feasible:
        'It can be {{possible}} at best: {{left}} a month are left for itself.',
      tight: 'It can be {{possible}} at best: it must never fail by itself.',
    },
    availability: {
      title: 'Availability',
      none: 'Nobody promises how much of the time it is up. At best it is {{possible}}.',
      bounds:
        'Too much is behind it to be counted exactly: at best it is between {{low}} and {{high}}.',
      tree: 'How it comes about',
      atBest: '{{name}} at best',
      unknown_one:
        '{{count}} item behind it promises nothing and counts as never failing',
      unknown_other:
        '{{count}} items behind it promise nothing and count as never failing',
      andMore: 'and {{number}} more',
      noCmdb:
        'What it depends on is not known: configuration management is switched off.',
    },
    step: {
      by: 'promised by',
      left: 'left for itself of {{promised}} promised by',
      assumedUp: 'taken to be up',
      assumedDown: 'taken to be down',
      unpromised: 'promises nothing itself',
      all: 'All of these together',
      group: '{{name}} needs {{atLeast}} of {{of}}',
      given: '{{name}} is needed in several ways, so both cases count',
      up: 'If {{name}} is up ({{chance}})',
      down: 'If {{name}} is down ({{chance}})',
      exact: 'Counted together',
      certainUp: 'Works',
      certainDown: 'Does not work',
      shared: 'They share {{names}}.',
      less: 'less than {{promised}} promised by',
    },
    improve: {
      title: 'What is worth improving',
      item: 'Item',
      gain: 'Worth',
      importance: 'Importance',
      worth: '{{time}} a month',
      note: 'Worth is how much longer it would be up if that never failed by itself, all else as it is promised. Importance is how much likelier it is up when that is up than when it is down (Birnbaum, 1969).',
    },
    times: {
      title: 'Times',
      promise: '{{metric}} within {{time}} ({{calendar}})',
      by: '{{source}}, {{priorities}}',
      takes: '{{time}} ({{calendar}})',
      forItem: 'for',
      worst:
        'Worst start {{start}}: due {{done}}, when {{passed}} of {{promised}} have passed.',
      never: 'It is never due: nobody works by that calendar.',
      note: 'Worst of all starts in the next year, if whoever is behind it hears of it at once. Where several work one after the other, it takes longer still. Redundancy that holds leaves nobody waiting.',
    },
  },
});

/** Puts these words into the reader's language. */
export type FeasibilityWords = TranslationFunction<
  (typeof feasibilityTranslationRef)['T']
>;
