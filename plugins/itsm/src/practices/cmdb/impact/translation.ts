import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of dependencies: what fails with what, and why. */
export const impactTranslationRef = createTranslationRef({
  id: 'plugin.itsm.cmdb.impact',
  messages: {
    title: 'Dependencies',
    questions: {
      label: 'Questions about dependencies',
      impact: 'What fails with it',
      dependencies: 'What it needs',
      singlePoints: 'Single points of failure',
      relations: 'All relations',
    },
    views: { label: 'Show as', map: 'Map', list: 'List' },
    teams_zero: 'no team',
    teams_one: '{{count}} team',
    teams_other: '{{count}} teams',
    answer: {
      fail_zero: 'Nothing else fails with {{name}}.',
      fail_one: '{{count}} item of {{teams}} fails with {{name}}.',
      fail_other: '{{count}} items of {{teams}} fail with {{name}}.',
      survive_one: '{{count}} item survives on redundancy.',
      survive_other: '{{count}} items survive on redundancy.',
      surviveBarely_one:
        '{{count}} item survives on redundancy that has nothing left.',
      surviveBarely_other:
        '{{count}} items survive on redundancy that has nothing left.',
      surviveSome:
        '{{number}} items survive on redundancy, {{barely}} of them with nothing left.',
      need_zero: '{{name}} needs nothing that the catalog knows.',
      need_one: '{{name}} needs {{count}} item.',
      need_other:
        '{{name}} needs {{count}} items, {{direct}} of them directly.',
      points_zero: 'Nothing alone takes {{name}} down.',
      points_one:
        '{{count}} of {{all}} dependencies takes {{name}} down when it fails alone.',
      points_other:
        '{{count}} of {{all}} dependencies take {{name}} down when they fail alone.',
      checked: 'The {{checked}} nearest of {{all}} were looked at.',
      shown: 'The {{number}} nearest are shown.',
      already: 'Taken to be down already:',
    },
    empty: {
      impact:
        'Nothing in the catalog depends on it. If something does, say so where that is described: dependsOn, consumesApis.',
      dependencies:
        'If it needs something, say so where it is described: dependsOn, consumesApis. What depends on it is under “What fails with it”.',
      singlePoints:
        'Everything that it needs is redundant, or it needs nothing. What it needs is under “What it needs”.',
      filtered: 'Nothing matches these filters.',
      filteredNext: 'Clear a filter to see more.',
    },
    assume: {
      label: 'Take into account',
      down: 'What is down',
      changing: 'What is being changed',
      remove: '{{name}}: no longer assume down',
    },
    filters: {
      search: 'Find in the answer',
      kind: 'Kind',
      owner: 'Owner',
      system: 'System',
      none: 'None',
      more: 'The {{number}} with most items are offered.',
      group: 'Group by',
      clear: 'Clear filters',
      matching: '{{number}} of {{all}} match.',
    },
    standing: {
      asked: 'Asked about',
      fails: 'Fails',
      single: 'Single point',
      between: 'On the way',
      survives: 'Survives',
      survivesBarely: 'Survives, nothing left',
      down: 'Down',
      changing: 'Being changed',
      assumed: 'Assumed down',
    },
    item: {
      kinds: {
        component_one: '{{count}} component',
        component_other: '{{count}} components',
        api_one: '{{count}} API',
        api_other: '{{count}} APIs',
        resource_one: '{{count}} resource',
        resource_other: '{{count}} resources',
        system_one: '{{count}} system',
        system_other: '{{count}} systems',
        domain_one: '{{count}} domain',
        domain_other: '{{count}} domains',
        group_one: '{{count}} group',
        group_other: '{{count}} groups',
        other_one: '{{count}} item',
        other_other: '{{count}} items',
      },
      ofNobody: 'without owner',
      ofNoSystem: 'outside systems',
      steps_zero: 'asked about',
      steps_one: '{{count}} step away',
      steps_other: '{{count}} steps away',
      owner: 'Owner',
      system: 'System',
      why: 'Why',
      survives:
        'Of {{of}} it needs {{atLeast}}; still up: {{left}}. One more may fail.',
      survivesSpare:
        'Of {{of}} it needs {{atLeast}}; still up: {{left}}. {{spare}} more may fail.',
      survivesBarely:
        'Of {{of}} it needs {{atLeast}}; still up: {{left}}. If one more fails, it fails.',
      usedUp: 'Of {{of}} it needs {{atLeast}}; failing: {{failed}}.',
      open: 'Open its page',
      assumeDown: 'Assume down too',
      assumed: 'No longer assume down',
      ask: 'Make it the question',
      fold: 'Fold what comes after it ({{number}})',
      unfold: 'Show what comes after it ({{number}})',
      close: 'Close',
    },
    list: {
      label: 'Items of the answer',
      item: 'Item',
      kind: 'Kind',
      owner: 'Owner',
      steps: 'Steps',
      state: 'State',
      path: 'Path',
      range: '{{from}}–{{to}} of {{all}}',
      previous: 'Previous',
      next: 'Next',
      pages: 'Pages of the list',
      copy: 'Copy as CSV',
      copied: 'Copied',
      download: 'Download CSV',
    },
    map: {
      label: 'Map of {{name}}',
      loading: 'The map is being drawn',
      group: '{{items}} of {{name}}',
      groupOfNone: '{{items}} {{name}}',
      rest: '{{items}} of others',
      open: 'Show them',
      openNext: 'Show {{number}} of them',
      openOf: '{{what}}: show them',
      opened_one: '{{count}} group is open.',
      opened_other: '{{count}} groups are open.',
      close: 'Close the groups',
      drawn: '{{drawn}} of {{all}} are drawn one by one, the rest in groups.',
      edges: '{{number}} more relations are not drawn.',
      failed: 'The map could not be drawn.',
      failedNext: 'The list says the same.',
      oneOf: '{{atLeast}} of {{of}}',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      fit: 'Show all of it',
      minimap: 'Overview of the map',
      hint: 'Enter explains an item or opens a group.',
      controls: 'Map controls',
      legend: {
        label: 'How to read it',
        arrow: 'Failure goes along the arrow',
        dashed: 'Redundant: needs only some of them',
      },
    },
    summary: {
      fail_zero: 'Nothing else fails with it.',
      fail_one: '{{count}} item of {{teams}} fails with it.',
      fail_other: '{{count}} items of {{teams}} fail with it.',
      of_zero: 'Nothing else fails with these {{number}}.',
      of_one: '{{count}} item of {{teams}} fails with these {{number}}.',
      of_other: '{{count}} items of {{teams}} fail with these {{number}}.',
      map: 'Impact map of {{name}}',
      tooMany: 'The first {{number}} are counted.',
    },
  },
});

/** Puts the words of dependencies into the reader's language. */
export type ImpactWords = TranslationFunction<
  (typeof impactTranslationRef)['T']
>;
