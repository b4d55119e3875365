import {
  DEMAND_CRITERIA,
  DEMAND_LED_TRANSITIONS,
  demandScore,
  demandSummarySchema,
  type DemandAssessment,
  type DemandSummary,
  type DemandWeights,
  type Viewer,
} from '@callboard/plugin-itsm-common';
import type {
  RecordKernel,
  RecordValues,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Votes } from './VoteStore';

/** Keys of what lists show. */
export const SUMMARY_KEYS = Object.keys(demandSummarySchema.shape);

const INSTANTS = ['desiredBy', 'deferredUntil'];

/** What somebody says, as it is stored. */
export function stored(
  values: Readonly<Record<string, unknown>>,
): RecordValues {
  const set: RecordValues = { ...values };
  for (const key of INSTANTS)
    if (typeof set[key] === 'string') set[key] = Date.parse(set[key] as string);
  return set;
}

function assessmentOf(record: StoredRecord): DemandAssessment {
  return Object.fromEntries(
    DEMAND_CRITERIA.flatMap(({ key }) => {
      const given = record[`${key}Score`];
      return typeof given === 'number' ? [[key, given]] : [];
    }),
  );
}

/** A need with its votes and its score. */
export function withScore(
  records: Pick<RecordKernel, 'present'>,
  record: StoredRecord,
  votes: Votes,
  weights: DemandWeights,
): RecordValues {
  return {
    ...records.present(record),
    ...votes,
    score: demandScore(assessmentOf(record), votes.points, weights),
  };
}

/** A row of the needs. */
export function summaryOf(all: RecordValues): DemandSummary {
  return Object.fromEntries(
    SUMMARY_KEYS.filter(key => all[key] !== undefined).map(key => [
      key,
      all[key],
    ]),
  ) as DemandSummary;
}

/** What somebody may do: of the transitions none that go with a decision or with what it becomes. */
export const shownViewer = (viewer: Viewer): Viewer => ({
  ...viewer,
  transitions: viewer.transitions.filter(
    ({ name }) => !DEMAND_LED_TRANSITIONS.includes(name),
  ),
});
