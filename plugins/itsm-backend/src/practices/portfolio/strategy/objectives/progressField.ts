import {
  BUSINESS_OBJECTIVE,
  OBJECTIVE_PROGRESS_FIELD,
} from '@callboard/plugin-itsm-common';
import type { ContributedField } from '@callboard/plugin-itsm-node';
import { PROGRESS_SQL } from './ObjectiveStore';

/** How far an objective is, for lists, exports and their order. */
export const progressField: ContributedField = {
  definition: {
    key: OBJECTIVE_PROGRESS_FIELD,
    column: '',
    label: 'Progress',
    type: 'number',
    unit: '%',
    help: 'How far a business objective is: the mean of its key results and of the objectives that are part of it',
  },
  value: () => ({
    sql: `(case when r.type = '${BUSINESS_OBJECTIVE}' then round(100 * ${PROGRESS_SQL}) end)`,
    bindings: [],
  }),
};
