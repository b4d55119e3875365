import {
  RECORD_FIELDS,
  RISK_FIELDS,
  RISK_MOVED_TRANSITIONS,
  riskLifecycle,
} from '@callboard/plugin-itsm-common';
import type { FieldDefinition, Lifecycle } from '@callboard/plugin-itsm-common';

/** All fields of a risk: those of every record and its own. */
export const RISK_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...RISK_FIELDS,
];

/** What people can do with many: nothing that goes with a decision, or with a day. */
export const RISK_BULK_LIFECYCLE = {
  ...riskLifecycle,
  transitions: riskLifecycle.transitions.filter(
    ({ name }) => !RISK_MOVED_TRANSITIONS.includes(name),
  ),
} as Lifecycle;
