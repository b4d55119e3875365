import type { Initiative } from '@callboard/plugin-itsm-common';
import {
  EditableProperty,
  FieldValueText,
  Property,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { initiativeField } from '../fields';
import type { InitiativeOnPage } from './useInitiative';

/** One of an initiative's fields in the side column. */
export function InitiativeProperty(props: {
  name: keyof Initiative & string;
  initiative: Initiative;
  page: InitiativeOnPage;
  /** Only the server changes it. */
  readOnly?: boolean;
  /** What stands there while it has no value. */
  empty?: string;
  /** How a value is said, if not as fields are. */
  said?: ReactNode;
}) {
  const { name, initiative, page, readOnly, empty, said } = props;
  const field = initiativeField(name);
  const value = initiative[name] as FieldValue;
  const words =
    value === undefined && empty
      ? empty
      : said ?? (
          <FieldValueText field={field} value={value} refs={initiative.refs} />
        );
  const { canEdit, standing } = initiative.viewer;
  const theirs = field.setBy?.some(by => standing.includes(by)) ?? true;
  if (readOnly || !canEdit || !theirs) {
    if (value === undefined && !empty) return null;
    return <Property label={field.label}>{words}</Property>;
  }
  return (
    <EditableProperty
      field={field}
      value={value}
      canEdit
      number={initiative.number}
      refs={initiative.refs}
      version={initiative.version}
      onSave={(next, version) => page.save({ [name]: next } as never, version)}
      onLoadLatest={page.loadLatest}
    >
      {words}
    </EditableProperty>
  );
}
