import {
  DEMAND,
  DEMAND_CRITERIA,
  DEMAND_POINTS_FIELD,
  DEMAND_SCORE_FIELD,
} from '@callboard/plugin-itsm-common';
import type { ContributedField } from '@callboard/plugin-itsm-node';

const POINTS =
  'coalesce((select sum(dv.points * dv.weight) from demand_votes dv where dv.record_id = r.id), 0)';

/** The points of a need, for lists, exports and their order. */
export const pointsField: ContributedField = {
  definition: {
    key: DEMAND_POINTS_FIELD,
    column: '',
    label: 'Points',
    type: 'number',
    help: 'What people gave to a need, by the weight of each',
  },
  value: () => ({
    sql: `(case when r.type = '${DEMAND}' then ${POINTS} end)`,
    bindings: [],
  }),
};

const sum = [...DEMAND_CRITERIA.map(({ key }) => key), 'votes']
  .map(key => `w.${key}`)
  .join(' + ');
const markOf = ({ key, speaksFor }: (typeof DEMAND_CRITERIA)[number]) =>
  speaksFor
    ? `25 * (coalesce(d.${key}_score, 1) - 1)`
    : `25 * (5 - coalesce(d.${key}_score, 5))`;
const marks = DEMAND_CRITERIA.map(
  criterion => `w.${criterion.key} * ${markOf(criterion)}`,
).join(' + ');
const votes = `w.votes * (case when ${POINTS} >= w.full_votes then 100 else (100 * ${POINTS}) / w.full_votes end)`;
const missing = DEMAND_CRITERIA.map(
  ({ key }) => `(w.${key} > 0 and d.${key}_score is null)`,
).join(' or ');

/**
 * The score of a need, for lists, exports and their order: `demandScore` in SQL, in whole numbers until it is
 * divided once, so that both come to the same on every engine.
 */
export const scoreField: ContributedField = {
  definition: {
    key: DEMAND_SCORE_FIELD,
    column: '',
    label: 'Score',
    type: 'number',
    help: 'From 0 to 100: value, cost, risk, fit and votes of a need, as they are weighed here',
  },
  value: () => ({
    sql: `(case when r.type = '${DEMAND}' then (select case when ${missing} then null else cast((20 * (${marks} + ${votes}) + (${sum})) / (2 * (${sum})) as double precision) / 10 end from demands d, demand_weights w where d.record_id = r.id and w.id = 1) end)`,
    bindings: [],
  }),
};
