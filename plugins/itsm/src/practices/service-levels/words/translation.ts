import { createTranslationRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';

/** The words of thresholds, and of instants in another time zone. */
export const thresholdTranslationRef = createTranslationRef({
  id: 'plugin.itsm.service-levels.thresholds',
  messages: {
    at: {
      percent: 'At {{percent}} %',
      before: '{{time}} before',
      after: '{{time}} after',
    },
    atHint: {
      percent: '{{percent}} % of the goal are used',
      before: '{{time}} of working time are left',
      after: 'it is {{time}} of working time late',
    },
    who: {
      assignee: 'who has it',
      owner: 'the owner group',
    },
    will: {
      notify: 'tells {{who}}',
      reassign: 'hands it to {{who}}',
      raisePriority: 'raises its priority',
      commentInternal: 'comments “{{body}}” for those who work on it',
      commentRequester: 'tells the requester “{{body}}”',
      proposeMajor: 'asks whether it is a major incident',
      webhook: 'tells webhooks',
    },
    did: {
      notify: 'told {{who}}',
      reassign: 'handed it on',
      raisePriority: 'raised its priority',
      comment: 'commented',
      proposeMajor: 'asked whether it is a major incident',
      webhook: 'told webhooks',
      refused: 'could not set {{fields}}',
    },
    and: ' and ',
    passed: '{{at}}: {{what}}, {{when}}',
    next: 'Next, {{at}}: {{what}}',
    nextWhen: 'Next, {{at}}, {{when}}: {{what}}',
    earlier_one: '{{count}} earlier one stands in the explanation',
    earlier_other: '{{count}} earlier ones stand in the explanation',
    also: '{{time}} in {{zone}}',
  },
});

/** Puts the words of thresholds into the reader's language. */
export type ThresholdTranslation = TranslationFunction<
  (typeof thresholdTranslationRef)['T']
>;
