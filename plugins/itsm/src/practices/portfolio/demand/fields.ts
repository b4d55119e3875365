import {
  DEMAND_FIELDS,
  DEMAND_LED_TRANSITIONS,
  demandLifecycle,
  RECORD_FIELDS,
} from '@callboard/plugin-itsm-common';
import type { FieldDefinition, Lifecycle } from '@callboard/plugin-itsm-common';

/** All fields of a need: those of every record and its own. */
export const DEMAND_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...DEMAND_FIELDS,
];

/** What people can do with many: nothing that goes with a decision. */
export const DEMAND_BULK_LIFECYCLE = {
  ...demandLifecycle,
  transitions: demandLifecycle.transitions.filter(
    ({ name }) => !DEMAND_LED_TRANSITIONS.includes(name),
  ),
} as Lifecycle;
