import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What a pre-approved template says; when it is done is free. */
const OF_THE_TEMPLATE = [
  'changeType',
  'description',
  'plan',
  'rollbackPlan',
  'expectedImpact',
  'serviceRef',
] as const;

/** What was approved beforehand is what the template says: a change that says else is asked about. */
export const losesPreApprovalWhenRewritten: RecordRule = ({
  before,
  after,
}) => {
  if (!before?.preApproved) return undefined;
  return OF_THE_TEMPLATE.some(key => before[key] !== after[key])
    ? { preApproved: false }
    : undefined;
};
