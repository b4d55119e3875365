import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of surveys. */
export const surveysTranslationRef = createTranslationRef({
  id: 'plugin.itsm.improvement.surveys',
  messages: {
    title: 'Surveys',
    lead: 'People who were helped say how satisfied they are, with one click and without signing in.',
    empty: 'Nobody is asked yet',
    emptyNext:
      'A survey is a definition of the kind “survey”: what is asked, after what, and of how many people. Administrators write it under Administration, Definitions, or in Git.',
    all: 'All surveys',
    list: {
      survey: 'Survey',
      when: 'Asks',
      satisfied: 'Satisfied',
      answered: 'Response rate',
      answers: 'Answers',
      removed: 'not in use any more',
      period:
        'Of the last twelve months. Ranges hold the true number in 95 of 100 cases.',
    },
    when: {
      'after-resolve': 'After something was solved',
      monthly: 'Every month',
      quarterly: 'Every quarter',
    },
    sample: 'asks {{percent}} of 100',
    months: 'How far back',
    lastMonths: '{{months}} months',
    none: 'Nobody was asked in these months.',
    answer: {
      satisfied:
        '{{share}} are satisfied or very satisfied ({{range}}), of {{count}} answers.',
      mean: 'The mean is {{mean}} of 5{{range}}.',
      few_one:
        'There is one answer. What it says is told from 5 answers on, so that nobody can tell who said what.',
      few_other:
        'There are {{count}} answers. What they say is told from 5 on, so that nobody can tell who said what.',
      noAnswers: 'Nobody answered in these months.',
      rate: '{{returned}} of {{sent}} who were asked answered: {{share}} ({{range}}).',
      open_one: 'One more can still answer.',
      open_other: '{{count}} more can still answer.',
    },
    range: '{{low}} to {{high}}',
    tooFew: 'too few to tell',
    nothing: '–',
    chart: {
      satisfied: 'How many are satisfied?',
      rate: 'How many of those who were asked answered?',
      scores: 'What do people answer?',
      services: 'Of which services?',
      score: 'Answer',
      count: 'How many',
      share: 'Share',
      service: 'Service',
      satisfiedShare: 'Satisfied',
      answers: 'Answers',
      responseRate: 'Response rate',
      others: 'None, or others',
    },
    comments: {
      title: 'What people wrote',
      none: 'Nothing was written that you may read',
      noneNext:
        'You see what was written about records that you may read. Who wrote it, those see who work on the record.',
      next: 'Older',
      first: 'Back to the newest',
      by: 'by {{person}}',
      about: 'about {{service}}',
    },
    score: {
      '1': 'Very dissatisfied',
      '2': 'Dissatisfied',
      '3': 'Neither',
      '4': 'Satisfied',
      '5': 'Very satisfied',
    },
  },
});
