import { SUGGESTION, VOTES_FIELD } from '@callboard/plugin-itsm-common';
import type { ContributedField } from '@callboard/plugin-itsm-node';

/** How many want what a suggestion says, for lists, exports and their order. */
export const votesField: ContributedField = {
  definition: {
    key: VOTES_FIELD,
    column: '',
    label: 'Votes',
    type: 'number',
    help: 'How many people want what a suggestion says',
  },
  value: () => ({
    sql: `(case when r.type = '${SUGGESTION}' then (select count(*) from suggestion_votes sv where sv.record_id = r.id) end)`,
    bindings: [],
  }),
};
