import type { FieldDefinition, Viewer } from '@callboard/plugin-itsm-common';

/** A way out of the record's state, as the server offers it to the viewer. */
export type TransitionOffer = Viewer['transitions'][number];

/** A field that a transition asks for. */
export interface AskedField {
  field: FieldDefinition;
  required: boolean;
}

const KEPT_TYPES = ['user', 'group', 'entity'];

/**
 * The fields that a transition's form shows.
 *
 * A required person, group or entity that is set already is not asked for again. A required text
 * or choice always is: the reason of the last time is not the reason of this time.
 */
export function fieldsToAsk(
  offer: TransitionOffer,
  fields: readonly FieldDefinition[],
  record: Readonly<Record<string, unknown>>,
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
  const optional = offer.optional
    .map(find)
    .map(field => ({ field, required: false }));
  return [...required, ...optional];
}
