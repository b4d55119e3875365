import {
  INITIATIVE_FIELDS,
  RECORD_FIELDS,
} from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import type { LabelledField } from '@callboard/plugin-itsm-react';
import { whereText } from './words/whereText';

/** All fields of an initiative: those of every record and its own. */
export const INITIATIVE_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...INITIATIVE_FIELDS,
];

/** How the values of its fields are said where its history is told. */
export const TOLD_FIELDS: readonly LabelledField[] = [
  ...INITIATIVE_RECORD_FIELDS,
  { key: 'kpiWhere', words: whereText },
];

/** The definition of one of an initiative's fields. */
export function initiativeField(key: string): FieldDefinition {
  const field = INITIATIVE_RECORD_FIELDS.find(f => f.key === key);
  if (!field) throw new Error(`Initiatives have no field "${key}"`);
  return field;
}

/** What a value of one of an initiative's choices is called. */
export function choiceLabel(key: string, value: unknown): string {
  const choice = initiativeField(key).choices?.find(c => c.value === value);
  return choice?.label ?? String(value ?? '');
}
