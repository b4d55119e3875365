import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The words of service levels on the page of a service. */
export const entityLevelsTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.entity',
  messages: {
    title: 'Service levels',
    all: 'Everything about its service levels',
    kept_one:
      '{{percent}} % kept in the last 30 days: {{kept}} of {{count}} promise.',
    kept_other:
      '{{percent}} % kept in the last 30 days: {{kept}} of {{count}} promises.',
    undecided: 'No promise fell due in the last 30 days.',
    late_zero: 'Nothing is late.',
    late_one: '{{count}} is late now.',
    late_other: '{{count}} are late now.',
    promised: 'What is promised',
    none: 'Nothing is promised for it',
    noneNext:
      'Agreements say by their scope which services they are for. They stand on the page Service levels.',
    toAgreements: 'All agreements',
    coversAll: 'All its records of the type {{types}}.',
    coversSome:
      'Some of its records of the type {{types}}, for which {{condition}}.',
    coversSomeType: 'Some of its records of the type {{types}}.',
    behind: 'Where {{names}} goes for the record, too, that counts.',
    within: '{{time}}',
    range: '{{from}} to {{to}}',
    facts: 'Known of it, and so decided: {{facts}}.',
    noFacts:
      'Nothing is known of it that agreements could decide by, e.g. its tier.',
    keptTitle: 'How it is kept',
    keptBy: 'Promises of the last 30 days by agreement',
    column: {
      agreement: 'Agreement',
      kept: 'Kept',
      missed: 'Missed',
      part: 'Part kept',
      late: 'Late now',
    },
    percent: '{{percent}} %',
    feasibility: 'Can it be kept?',
    soon: 'Late, or due within a day',
    noneSoon: 'Nothing that you may see is late, or due within a day.',
    objectives: 'Objectives',
    moreObjectives_one: '{{count}} more objective',
    moreObjectives_other: '{{count}} more objectives',
  },
});
