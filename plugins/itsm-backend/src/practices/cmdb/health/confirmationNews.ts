import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';
import { CONFIRMATIONS_DUE, CONFIRMATIONS_SUBJECT } from './kinds';

/** Tells the people of a group, once a week at most, how many of its items are to be confirmed. */
export const confirmationNews: SubjectNewsRule = {
  subjectType: CONFIRMATIONS_SUBJECT,
  kinds: [CONFIRMATIONS_DUE],
  news({ payload }) {
    const count = Number(payload.count);
    const items =
      count === 1 ? 'One configuration item' : `${count} configuration items`;
    return {
      topic: 'cmdb.confirmations',
      to: [String(payload.owner)],
      title: `${items} of your group ${
        count === 1 ? 'is' : 'are'
      } to be confirmed`,
      description:
        'Look at what is known of them, correct what is wrong, and confirm the rest.',
      severity: 'low',
      link: '/itsm/cmdb/confirmations',
    };
  },
};
