import { ConflictError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What was decided on. */
const PLAN = [
  'serviceRef',
  'changeType',
  'description',
  'plan',
  'rollbackPlan',
  'plannedStart',
  'plannedEnd',
  'expectedImpact',
] as const;
const BEGUN = ['implement', 'review', 'closed'];

/**
 * Once work began, what was planned stands beside what was done. An emergency change is written
 * down afterwards: only its type stays.
 */
export const keepsThePlanOnceBegun: RecordRule = ({ before, after }) => {
  if (!before || !BEGUN.includes(before.status)) return undefined;
  const kept = before.changeType === 'emergency' ? ['changeType'] : PLAN;
  const moved = kept.find(key => before[key] !== after[key]);
  if (moved) {
    throw new ConflictError(
      `${moved}: work on ${before.number} has begun, so its plan stays as it was; say in a comment what is done differently`,
    );
  }
  return undefined;
};
