import {
  newChangeSchema,
  type Change,
  type NewChange,
} from '@callboard/plugin-itsm-common';

/** What another change says and a new one says again: not when, who, and what came of it. */
const COPIED = [
  'serviceRef',
  'title',
  'changeType',
  'description',
  'justification',
  'plan',
  'testEvidence',
  'rollbackPlan',
  'expectedImpact',
  'affects',
  'visibility',
  'custom',
] as const;

/**
 * A new change that says what another one says. A copy of a standard change is a normal one: what
 * makes it standard is its template.
 */
export function copyOf(change: Change): NewChange {
  const values = Object.fromEntries(
    COPIED.filter(key => change[key] !== undefined).map(key => [
      key,
      change[key],
    ]),
  );
  return newChangeSchema.parse({
    ...values,
    changeType: change.changeType === 'standard' ? 'normal' : change.changeType,
  });
}
