import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of the dashboards of practices, teams and services. */
export const dashboardsTranslationRef = createTranslationRef({
  id: 'plugin.itsm.improvement.dashboards',
  messages: {
    title: '{{name}} in numbers',
    period: {
      label: 'Time',
      m12: '12 months',
      m24: '24 months',
    },
    answer: {
      better: 'Better: {{names}}.',
      worse: 'Worse: {{names}}.',
      changed: 'Changed: {{names}}.',
      noise: 'All moves as it always did: there is no news.',
      few: 'Little happens here: of {{all}} numbers only {{some}} can be judged yet.',
      rest: 'All else moves as it always did.',
      tooLittle: 'There is too little yet to tell news from noise.',
      nothing: 'Nothing was counted in this time.',
    },
    now: '{{value}} now',
    waits: 'Waiting for what they are counted of',
    closer: 'Has it changed?',
    which: 'Number',
    madeOf: '{{kpi}}, by {{dimension}}',
    heat: 'When do incidents come in?',
    heatOther: 'When does it happen?',
    ages: 'How old is what is open?',
    none: 'There are no numbers of this',
    noneNext: 'The library has all that is counted.',
    library: 'All numbers',
    entity: {
      title: 'Numbers',
      all: 'All its numbers',
      none: 'Nothing has been counted of it in the last 12 months.',
      last: 'Last full month',
    },
  },
});
