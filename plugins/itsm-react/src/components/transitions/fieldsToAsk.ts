import type {
  FieldDefinition,
  Lifecycle,
  Viewer,
} from '@callboard/plugin-itsm-common';
import type { FieldValue } from '../fields/FieldInput';

/** A way out of the record's state, as the server offers it to the viewer. */
export type TransitionOffer = Viewer['transitions'][number];

/** A field that a transition asks for. */
export interface AskedField {
  field: FieldDefinition;
  required: boolean;
  /** What the record has of it already, and keeps unless the form says otherwise. */
  value?: FieldValue;
}

const KEPT_TYPES = ['user', 'group', 'entity'];

/**
 * The fields that a transition's form shows.
 *
 * A required person, group or entity that is set already is not asked for again. A required text
 * or choice always is: the reason of the last time is not the reason of this time.
 *
 * What is optional begins as the record has it: an empty control would say that there is nothing.
 */
export function fieldsToAsk(
  offer: TransitionOffer,
  fields: readonly FieldDefinition[],
  record: Readonly<Record<string, unknown>>,
  lifecycle: Lifecycle,
): AskedField[] {
  const find = (key: string): FieldDefinition =>
    fields.find(f => f.key === key) ?? {
      key,
      column: key,
      label: key,
      type: 'string',
    };
  const required = offer.required
    .map(find)
    .filter(f => !(KEPT_TYPES.includes(f.type) && record[f.key] !== undefined))
    .map(field => ({ field, required: true }));
  const cleared = lifecycle.transitions.find(
    way => way.name === offer.name,
  )?.clears;
  const kept = (key: string): FieldValue => {
    const value = cleared?.includes(key) ? undefined : record[key];
    return typeof value === 'string' || typeof value === 'number'
      ? value
      : undefined;
  };
  const optional = offer.optional
    .map(find)
    .map(field => ({ field, required: false, value: kept(field.key) }));
  return [...required, ...optional];
}
