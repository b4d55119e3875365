import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of how healthy the data of configuration items are. */
export const ciHealthTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.health',
  messages: {
    pages: {
      label: 'Pages of CMDB health',
      health: 'Health',
      findings: 'Findings',
      confirmations: 'To confirm',
      tasks: 'CI tasks',
    },
    title: 'CMDB health',
    score: {
      overall: 'Overall',
      completeness: 'Completeness',
      correctness: 'Correctness',
      staleness: 'Freshness',
      compliance: 'Compliance',
    },
    asks: {
      completeness: 'Is all there that is needed?',
      correctness: 'Is what is there true?',
      staleness: 'Did anybody look lately?',
      compliance: 'Are your own rules kept?',
    },
    answer: {
      healthy_one: 'Data of {{count}} item is {{score}} healthy.',
      healthy_other: 'Data of {{count}} items is {{score}} healthy.',
      unscored_one: '{{count}} item, and no check applies to it.',
      unscored_other: '{{count}} items, and no check applies to them.',
      gain: 'Most to gain: {{link}}, {{score}}.',
      what: '{{dimension}} of {{of}} that {{owner}} owns',
      whatUnowned: '{{dimension}} of {{of}} that nobody owns',
      ofClass: '{{name}} items',
      unclassed: 'items without class',
      nothing: 'Nothing is wrong with it.',
      looked: 'All items were looked at {{when}}.',
      waiting_one: '{{count}} item changed since and waits for its turn.',
      waiting_other: '{{count}} items changed since and wait for their turn.',
      truncated:
        'There is more than is counted at once; these numbers tell of a part.',
      evaluate: 'Look at all again',
      evaluating: 'All items will be looked at; scores follow in a moment.',
    },
    none: {
      title: 'No data was looked at yet',
      next: 'Every item is looked at after it changes, and all of them once a day. Look again in a minute or two.',
      nothing: 'The catalog has nothing that you may see',
      nothingNext:
        'Scores are of items that you may see. Ask who looks after the portal if something is missing.',
    },
    tiles: {
      label: 'Score by dimension',
      findings_one: '{{count}} finding',
      findings_other: '{{count}} findings',
      noFindings: 'No findings',
      unchecked: 'No check applies',
    },
    trend: {
      up: 'Up {{points}} points since {{day}}',
      down: 'Down {{points}} points since {{day}}',
      same: 'As on {{day}}',
    },
    groups: {
      title: 'Whose data needs work?',
      by: 'How to group',
      class: 'By class',
      owner: 'By owner',
      system: 'By system',
      name: { class: 'Class', owner: 'Owner', system: 'System' },
      items: 'Items',
      findings: 'Findings',
      trend: 'In 30 days',
      excused_one: '{{count}} excused',
      excused_other: '{{count}} excused',
      cell: '{{dimension}} of {{name}}: {{score}}',
      none: 'There is nothing to group',
      noneNext: 'No item was looked at yet. Look again in a moment.',
    },
    history: {
      title: 'Is the data getting better?',
      days: 'How far back',
      last: '{{days}} days',
      axis: 'Score in %',
      none: 'No day was kept yet',
      noneNext:
        'Scores of the day are kept at night. The first line shows after two of them.',
      one: 'One day was kept so far: {{score}} on {{day}}.',
      oneNext: 'The line begins with the second day.',
      withheld: 'There is no line for you',
      table: 'The numbers behind it',
      day: 'Day (UTC)',
      items: 'Items',
      findings: 'Findings',
    },
    explained: {
      title: 'How the score comes about',
      item: 'Each item is checked; a check counts 3 when what it looks for is of high severity, 2 of medium, 1 of low. The score of a dimension is the share of the checks that passed, by how much they count.',
      weights:
        'The overall score of an item is the mean of its dimensions, which count {{weights}}. A dimension without checks is left out.',
      means:
        'Scores of many items are the means of the items that have one. They are never rounded up: 100 % means all.',
      excused:
        'A finding that somebody excused does not count until the excuse ends. An empty dimension says that nothing was looked at, not that all is well.',
      rules: 'The checks',
      check: 'Check',
      dimension: 'Dimension',
      severity: 'Severity',
      counts: 'Counts',
      looksFor: 'Looks for',
      source: 'From {{source}}',
      own: 'Checks of your own are definitions of the kind ci-rule.',
      weight: '{{dimension}} {{weight}}',
    },
    severity: { high: 'High', medium: 'Medium', low: 'Low' },
    tile: {
      healthy: 'Data healthy',
      findings: 'Findings of mine',
      confirm: 'Mine to confirm',
    },
    card: {
      title: 'Data health',
      none: 'Its data was not looked at yet',
      noneNext:
        'Every item is looked at after it changes. Look again in a minute or two.',
      passed: '{{passed}} of {{total}} checks passed',
      findings_one: '{{count}} finding',
      findings_other: '{{count}} findings',
      allWell: 'Nothing is wrong with its data.',
      checks: 'All checks',
      explained: 'How the score comes about',
      state: { passed: 'Passed', failed: 'Failed', excused: 'Excused' },
      all: 'All pages of CMDB health',
      confirmed: 'Confirmed {{when}} by {{who}}',
      confirmedBySomebody: 'Confirmed {{when}}',
      never: 'Nobody has confirmed it yet',
      due: 'due {{when}}',
      overdue: 'was due {{when}}',
      notAsked: 'Nobody is asked to confirm it.',
      note: 'They noted: {{note}}',
    },
  },
});

/** Puts the words of CMDB health into the reader's language. */
export type CiHealthWords = TranslationFunction<
  (typeof ciHealthTranslationRef)['T']
>;
