import type { Incident } from '@callboard/plugin-itsm-common';
import {
  EditableProperty,
  FieldValueText,
  Property,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { incidentField } from '../fields';
import { useCategoryField } from './useCategoryField';
import type { IncidentOnPage } from './useIncident';

/** One of an incident's fields in the side column. */
export function IncidentProperty(props: {
  name: keyof Incident & string;
  incident: Incident;
  page: IncidentOnPage;
  /** Only the server changes it. */
  readOnly?: boolean;
  /** What stands there while it has no value. */
  empty?: string;
  /** Beneath the value. */
  below?: ReactNode;
}) {
  const { name, incident, page, readOnly, empty, below } = props;
  const field = useCategoryField(incidentField(name), incident);
  const value = incident[name] as FieldValue;
  const words =
    value === undefined && empty ? (
      empty
    ) : (
      <FieldValueText field={field} value={value} refs={incident.refs} />
    );
  const { canEdit, standing } = incident.viewer;
  const theirs = field.setBy?.some(by => standing.includes(by)) ?? true;
  if (readOnly || !canEdit || !theirs) {
    if (value === undefined && !empty) return null;
    return (
      <Property label={field.label}>
        {words}
        {below}
      </Property>
    );
  }
  return (
    <EditableProperty
      field={field}
      value={value}
      canEdit
      number={incident.number}
      refs={incident.refs}
      version={incident.version}
      onSave={(next, version) => page.save({ [name]: next } as never, version)}
      onLoadLatest={page.loadLatest}
    >
      {words}
      {below}
    </EditableProperty>
  );
}
