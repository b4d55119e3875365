import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of charts. */
export const chartsTranslationRef = createTranslationRef({
  id: 'plugin.itsm-react.charts',
  messages: {
    table: 'As a table',
    csv: 'CSV',
    csvHint: 'Keep the table as a CSV file',
    none: 'There is nothing to draw yet',
    noValue: 'nothing to count',
    soFar: 'so far',
    verdict: {
      better: 'Better',
      worse: 'Worse',
      changed: 'Changed',
      noise: 'As usual',
      'too-little': 'Too little to judge',
    },
    verdictHint: {
      noise: 'It moves as it always did: no news.',
      'too-little':
        'What is usual is known from seven complete points on; there are fewer.',
    },
    unit: {
      count: 'Number',
      percent: 'Percent',
      number: 'Number',
      score: 'Score',
      seconds: 'Seconds',
      minutes: 'Minutes',
      hours: 'Hours',
      days: 'Days',
    },
    xmr: {
      cursor: 'Points of the chart',
      usual:
        'Usual: {{centre}}, between {{lower}} and {{upper}} (from the first {{count}}).',
      tooLittle:
        'Limits of what is usual are drawn from seven complete points on.',
      signalsNone: 'Nothing out of the usual: its ups and downs are noise.',
      changedAt: 'Definition changed',
      legend: {
        centre: 'Usual middle',
        limits: 'Usual range',
        target: 'Target',
        going: 'Not complete',
        beyond: 'Beyond the usual range',
        run: 'Eight or more on one side',
        'two-of-three': 'Two of three close to a limit',
      },
      column: {
        period: 'Period',
        value: 'Value',
        count: 'Of',
        news: 'News',
      },
    },
    pareto: {
      vital_one: '{{count}} makes up 80 % of all.',
      vital_other: '{{count}} make up 80 % of all.',
      rest_one: '{{count}} other',
      rest_other: '{{count}} others',
      others: 'Others',
      column: {
        value: 'Value',
        share: 'Share',
        cumulative: 'Together',
        count: 'Of',
      },
    },
    heat: {
      hour: '{{from}}:00 to {{to}}:00',
      cell: '{{day}}, {{hours}}: {{value}}',
      most: 'Most on {{day}} from {{from}}:00 to {{to}}:00 ({{value}}).',
      zone: 'Hours are in the zone of the numbers, {{zone}}.',
      day: 'Day',
      total: 'Day',
    },
    ages: {
      band: 'Age',
      count: 'Open',
      share: 'Share',
      mean: 'Open {{mean}} on average.',
    },
    compare: {
      more: '{{change}} more',
      less: '{{change}} less',
      points: '{{points}} points',
      same: 'The same',
      nothing: 'There is nothing to compare with.',
      column: { period: 'Period', value: 'Value', count: 'Of' },
    },
    tile: {
      count_one: 'of {{count}}',
      count_other: 'of {{count}}',
      target: 'target {{target}}',
      none: 'Nothing to count',
      awaits: 'Waits for: {{awaits}}',
    },
  },
});
